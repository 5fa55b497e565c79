package org.plumbline.store.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.files.PrivateFiles;
import org.plumbline.store.files.SigningKeyFile;
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

  private CheckpointKey(KeyPair pair) {
    this.secret = pair.getPrivate();
    this.open = pair.getPublic();
  }

  /** The key of the directory, made when there is none: of two makers the first wins. */
  static CheckpointKey open(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return new CheckpointKey(SigningKeyFile.open(file));
    } catch (IOException failure) {
      throw notWritable(file, failure);
    } catch (IllegalArgumentException damaged) {
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
      var next = new CheckpointKey(SigningKeyFile.replace(file));
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
    return SigningKeyFile.sign(secret, text);
  }

  private static PlumblineException notWritable(Path file, IOException failure) {
    return PlumblineException.of(
        ErrorCode.HOME_NOT_WRITABLE, "Cannot read or write " + file, failure);
  }
}
