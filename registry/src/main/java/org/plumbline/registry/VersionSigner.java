package org.plumbline.registry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/**
 * Signs versions with Ed25519 and checks signatures, so that whoever can write to the stores but
 * holds no key cannot put another model in a version's place. Safe to share.
 *
 * <p>Signed are the lines {@code plumbline-version-signature-1}, the model's name, the number and
 * the content hash, each ended by a line feed.
 */
public final class VersionSigner {
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_ID_DIGITS = 16;

  private final String keyId;
  private final PrivateKey own;
  private final PublicKey ownPublic;
  private final Map<String, PublicKey> trusted = new TreeMap<>();

  /**
   * A signer with its own key.
   *
   * @param former public keys that signed before and are trusted still
   */
  public VersionSigner(KeyPair own, List<PublicKey> former) {
    this.own = own.getPrivate();
    this.ownPublic = own.getPublic();
    this.keyId = keyId(own.getPublic());
    trusted.put(keyId, own.getPublic());
    former.forEach(key -> trusted.put(keyId(key), key));
  }

  /** The id of a public key, as signatures name it. */
  public static String keyId(PublicKey key) {
    return ContentHash.of(key.getEncoded()).hex().substring(0, KEY_ID_DIGITS);
  }

  /** Signs what a version consists of. */
  public VersionSignature sign(VersionId id, ContentHash content) {
    return sign(text(id, content));
  }

  /**
   * Signs the manifest of an evidence pack: the line {@code plumbline-evidence-signature-1} and the
   * manifest's hash, each ended by a line feed.
   */
  public VersionSignature signEvidence(ContentHash manifest) {
    return sign(evidence(manifest));
  }

  /** Whether that key signed the manifest of an evidence pack. */
  public static boolean holdsEvidence(PublicKey key, ContentHash manifest, String signature) {
    return holds(key, evidence(manifest), signature);
  }

  /** Whether versions signed with that key are loaded here. */
  public boolean trusts(PublicKey key) {
    return key.equals(trusted.get(keyId(key)));
  }

  /** The public key that goes with what is signed here. */
  public PublicKey publicKey() {
    return ownPublic;
  }

  private VersionSignature sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(own);
      signature.update(text);
      return new VersionSignature(keyId, Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("The signing key does not sign", failure);
    }
  }

  /** Lets the version pass when a trusted key has signed it; throws TAMPERED otherwise. */
  public void demand(VersionId id, ContentHash content, @Nullable VersionSignature signature) {
    if (signature == null) {
      throw tampered(id, "it bears no signature");
    }
    PublicKey key = trusted.get(signature.keyId());
    if (key == null) {
      throw tampered(
          id,
          "key "
              + signature.keyId()
              + " signed it and is not trusted here; add its public key to the trusted keys if it is"
              + " yours");
    }
    if (!holds(key, text(id, content), signature.value())) {
      throw tampered(id, "its signature does not match");
    }
  }

  private static boolean holds(PublicKey key, byte[] text, String value) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text);
      return signature.verify(Base64.getDecoder().decode(value));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static byte[] text(VersionId id, ContentHash content) {
    return "plumbline-version-signature-1\n%s\n%s\n%s\n"
        .formatted(id.model(), id.number(), content)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] evidence(ContentHash manifest) {
    return "plumbline-evidence-signature-1\n%s\n"
        .formatted(manifest)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static PlumblineException tampered(VersionId id, String why) {
    return PlumblineException.of(
            ErrorCode.TAMPERED, "Version " + id + " is not loaded: " + why + "; register it again")
        .with("model", id.model().value())
        .with("version", id.number().value());
  }
}
