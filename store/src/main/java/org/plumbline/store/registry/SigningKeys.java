package org.plumbline.store.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.VersionSigner;
import org.plumbline.store.files.SigningKeyFile;
import org.plumbline.verifier.PublicKeys;

/**
 * The key that signs versions, kept as {@code version-signing} below the home's keys and made at
 * first need.
 *
 * <p>Public keys that signed before are trusted when they stand in {@code version-trusted}, a line
 * each. To change the key, move its second line there and delete the file.
 */
final class SigningKeys {
  private SigningKeys() {}

  static VersionSigner open(Path keys) {
    Path file = keys.resolve("version-signing");
    Path trusted = keys.resolve("version-trusted");
    try {
      KeyPair own = SigningKeyFile.open(file);
      List<PublicKey> former =
          Files.exists(trusted)
              ? Files.readAllLines(trusted).stream()
                  .filter(line -> !line.isBlank())
                  .map(PublicKeys::parse)
                  .toList()
              : List.of();
      return new VersionSigner(own, former);
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE, "Cannot read or write " + file, failure);
    } catch (IllegalArgumentException damaged) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED,
          "The signing keys " + file + " and " + trusted + " cannot be read: restore them",
          damaged);
    }
  }
}
