package org.plumbline.store.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.plumbline.verifier.PublicKeys;

/** An Ed25519 key in a file: its PKCS #8 and its X.509 form in base64, a line each. */
public final class SigningKeyFile {
  private static final String ALGORITHM = "Ed25519";

  private SigningKeyFile() {}

  /**
   * The key of the file, made when there is none: of two makers the first wins.
   *
   * @throws IOException when the file cannot be read or written
   * @throws IllegalArgumentException when it holds no key, or halves that do not belong together
   */
  public static KeyPair open(Path file) throws IOException {
    if (!Files.exists(file)) {
      PrivateFiles.writeIfAbsent(file, fresh());
    }
    return parse(Files.readString(file));
  }

  /** Puts a new key in the place of the one that is there. */
  public static KeyPair replace(Path file) throws IOException {
    PrivateFiles.write(file, fresh());
    return parse(Files.readString(file));
  }

  private static String fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
          + "\n"
          + PublicKeys.text(pair.getPublic())
          + "\n";
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static KeyPair parse(String text) {
    try {
      List<String> lines = text.lines().toList();
      PrivateKey secret =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.getFirst().strip())));
      PublicKey open = PublicKeys.parse(lines.get(1));
      if (!PublicKeys.signed(open, "probe", sign(secret, "probe"))) {
        throw new IllegalArgumentException("the two halves do not belong together");
      }
      return new KeyPair(open, secret);
    } catch (GeneralSecurityException | RuntimeException damaged) {
      throw new IllegalArgumentException("the file holds no Ed25519 key", damaged);
    }
  }

  /** The signature of the text. */
  public static byte[] sign(PrivateKey secret, String text) {
    try {
      Signature ed25519 = Signature.getInstance(ALGORITHM);
      ed25519.initSign(secret);
      ed25519.update(text.getBytes(StandardCharsets.UTF_8));
      return ed25519.sign();
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }
}
