package org.plumbline.store.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.files.PrivateFiles;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.PublicKeys;
import org.plumbline.verifier.TrustedKey;

/**
 * The Ed25519 key that checkpoints are signed with, and the public keys this home trusts.
 *
 * <p>{@code keys/audit-checkpoint} holds the private and the public key in base64, one per line;
 * {@code keys/audit-trusted/} the public keys of earlier ones. Processes that share a database
 * share the file.
 */
final class CheckpointKey {
  private static final String FILE = "audit-checkpoint";
  private static final String TRUSTED = "audit-trusted";

  private final PrivateKey secret;
  private final PublicKey open;

  private CheckpointKey(PrivateKey secret, PublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  /** The key of the directory, made when there is none: of two makers the first wins. */
  static CheckpointKey open(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        PrivateFiles.writeIfAbsent(file, fresh());
      }
      return parse(file, Files.readString(file));
    } catch (IOException failure) {
      throw notWritable(file, failure);
    }
  }

  private static String fresh() {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
          + "\n"
          + PublicKeys.text(pair.getPublic())
          + "\n";
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static CheckpointKey parse(Path file, String text) {
    try {
      List<String> lines = text.lines().toList();
      var key =
          new CheckpointKey(
              KeyFactory.getInstance("Ed25519")
                  .generatePrivate(
                      new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.getFirst()))),
              PublicKeys.parse(lines.get(1)));
      if (!PublicKeys.signed(key.open, "probe", key.sign("probe"))) {
        throw new IllegalArgumentException("the two halves do not belong together");
      }
      return key;
    } catch (GeneralSecurityException | RuntimeException damaged) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED,
          "The audit trail's signing key %s is damaged: restore it from a backup, or move it to %s and a new one is made"
              .formatted(file, file.resolveSibling(FILE + ".damaged")),
          damaged);
    }
  }

  /**
   * Puts a new key in this one's place; the old one's public half stays trusted.
   *
   * @return the new key with this one's endorsement
   */
  static TrustedKey rotate(Path directory) {
    CheckpointKey old = open(directory);
    Path file = directory.resolve(FILE);
    try {
      Path trusted = PrivateFiles.directory(directory.resolve(TRUSTED));
      PrivateFiles.write(trusted.resolve(old.id()), PublicKeys.text(old.open) + "\n");
      PrivateFiles.write(file, fresh());
      CheckpointKey next = parse(file, Files.readString(file));
      return new TrustedKey(next.open, old.id(), old.sign(TrustedKey.text(next.open)));
    } catch (IOException failure) {
      throw notWritable(file, failure);
    }
  }

  /** The keys of earlier times that this home trusts. */
  static List<PublicKey> trusted(Path directory) {
    Path trusted = directory.resolve(TRUSTED);
    if (!Files.isDirectory(trusted)) {
      return List.of();
    }
    var keys = new ArrayList<PublicKey>();
    try (Stream<Path> files = Files.list(trusted)) {
      for (Path file : files.sorted().toList()) {
        keys.add(PublicKeys.parse(Files.readString(file)));
      }
    } catch (IOException failure) {
      throw notWritable(trusted, failure);
    }
    return keys;
  }

  PublicKey open() {
    return open;
  }

  String id() {
    return PublicKeys.id(open);
  }

  Checkpoint sign(Checkpoint checkpoint) {
    return checkpoint.signed(sign(checkpoint.text()));
  }

  private byte[] sign(String text) {
    try {
      var ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(secret);
      ed25519.update(text.getBytes(StandardCharsets.UTF_8));
      return ed25519.sign();
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private static PlumblineException notWritable(Path file, IOException failure) {
    return PlumblineException.of(
        ErrorCode.HOME_NOT_WRITABLE, "Cannot read or write " + file, failure);
  }
}
