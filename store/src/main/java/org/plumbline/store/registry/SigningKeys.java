package org.plumbline.store.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.VersionSigner;
import org.plumbline.store.files.PrivateFiles;

/**
 * The key that signs versions, kept as {@code version-signing} below the home's keys and made at
 * first need: its PKCS #8 and X.509 forms in base64, a line each.
 *
 * <p>Public keys that signed before are trusted when they stand in {@code version-trusted}, a line
 * each. To change the key, move its second line there and delete the file.
 */
final class SigningKeys {
  private static final String ALGORITHM = "Ed25519";

  private SigningKeys() {}

  static VersionSigner open(Path keys) {
    Path file = keys.resolve("version-signing");
    Path trusted = keys.resolve("version-trusted");
    try {
      if (!Files.exists(file)) {
        KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        PrivateFiles.writeIfAbsent(
            file, base64(fresh.getPrivate().getEncoded()) + base64(fresh.getPublic().getEncoded()));
      }
      List<String> lines = Files.readAllLines(file);
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      var own =
          new KeyPair(
              publicKey(factory, lines.get(1)),
              factory.generatePrivate(new PKCS8EncodedKeySpec(decoded(lines.get(0)))));
      var former = new ArrayList<PublicKey>();
      if (Files.exists(trusted)) {
        for (String line : Files.readAllLines(trusted)) {
          if (!line.isBlank()) {
            former.add(publicKey(factory, line));
          }
        }
      }
      return new VersionSigner(own, former);
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE, "Cannot read or write " + file, failure);
    } catch (GeneralSecurityException | RuntimeException damaged) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED,
          "The signing keys " + file + " and " + trusted + " cannot be read: restore them",
          damaged);
    }
  }

  private static PublicKey publicKey(KeyFactory factory, String line)
      throws GeneralSecurityException {
    return factory.generatePublic(new X509EncodedKeySpec(decoded(line)));
  }

  private static byte[] decoded(String line) {
    return Base64.getDecoder().decode(line.strip());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes) + "\n";
  }
}
