package org.plumbline.verifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 public keys as checkpoints name them, with the JDK's own arithmetic. */
public final class PublicKeys {
  private PublicKeys() {}

  /** The id of a key: the first 16 hexadecimal digits of the SHA-256 of its X.509 form. */
  public static String id(PublicKey key) {
    return HexFormat.of().formatHex(Sha256.of(key.getEncoded()).bytes(), 0, 8);
  }

  /** The key in base64 of its X.509 form; a PEM's lines around it are passed over. */
  public static PublicKey parse(String text) {
    String base64 =
        text.lines()
            .filter(line -> !line.startsWith("-----"))
            .reduce("", String::concat)
            .replaceAll("\\s", "");
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException other) {
      throw new IllegalArgumentException("This is no Ed25519 public key", other);
    }
  }

  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** True when the holder of the key has signed the text. */
  public static boolean signed(PublicKey key, String text, byte[] signature) {
    try {
      var ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(text.getBytes(StandardCharsets.UTF_8));
      return ed25519.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }
}
