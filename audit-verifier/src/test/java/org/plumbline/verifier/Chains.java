package org.plumbline.verifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chains to tamper with. */
final class Chains {
  static final long NOON = Micros.parse("2026-03-01T12:00:00.000000Z");

  /** Frozen, so that frozen exports can be made again. */
  static final KeyPair KEY =
      pair("MC4CAQAwBQYDK2VwBCIEIB1NejIYWuwp67Bqk/kUTMm3vWxPSj8GQKlzCoRQ05K9");

  private Chains() {}

  static KeyPair fresh() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public half follows from the private: the generator is fed with the private's seed. */
  private static KeyPair pair(String pkcs8) {
    try {
      byte[] encoded = Base64.getDecoder().decode(pkcs8);
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      byte[] seed = java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(java.security.spec.NamedParameterSpec.ED25519, new FixedRandom(seed));
      KeyPair pair = generator.generateKeyPair();
      return new KeyPair(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
          secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    FixedRandom(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  static Content content(String actor, String objectId, @Nullable String reason) {
    return new Content(
        new Content.Who(actor, null, "request-1", null),
        "model.describe",
        "model",
        objectId,
        new TreeMap<>(Map.of("description", "old")),
        new TreeMap<>(Map.of("description", "näu \"quoted\" \uD83D\uDE00\n", "owner", "")),
        reason,
        null,
        List.of());
  }

  /** Entries of both forms, the older one first. */
  static List<ChainEntry> entries(int length) {
    var entries = new ArrayList<ChainEntry>();
    Digest head = Digest.ZERO;
    for (int i = 1; i <= length; i++) {
      ChainEntry entry =
          ChainEntry.sealed(
              i <= length / 3 ? 1 : 2,
              i,
              NOON + i * 1_000_000L,
              content("ana", "object " + i, i % 2 == 0 ? "because" : null),
              head);
      entries.add(entry);
      head = entry.hash();
    }
    return entries;
  }

  /** Signed checkpoints after every so many entries. */
  static List<Checkpoint> checkpoints(List<ChainEntry> entries, int every, KeyPair key) {
    var checkpoints = new ArrayList<Checkpoint>();
    var tree = new MerkleTree();
    Digest previous = Digest.ZERO;
    for (ChainEntry entry : entries) {
      tree.add(entry.hash());
      if (tree.size() % every == 0) {
        Checkpoint checkpoint =
            sign(
                new Checkpoint(
                    checkpoints.size() + 1,
                    tree.size(),
                    tree.root(),
                    entry.hash(),
                    entry.micros(),
                    previous,
                    PublicKeys.id(key.getPublic()),
                    new byte[0]),
                key);
        checkpoints.add(checkpoint);
        previous = checkpoint.digest();
      }
    }
    return checkpoints;
  }

  static Checkpoint sign(Checkpoint checkpoint, KeyPair key) {
    return checkpoint.signed(signature(checkpoint.text(), key));
  }

  static byte[] signature(String text, KeyPair key) {
    try {
      var ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(key.getPrivate());
      ed25519.update(text.getBytes(StandardCharsets.UTF_8));
      return ed25519.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The export of a whole chain. */
  static List<String> export(List<ChainEntry> entries, List<Checkpoint> checkpoints) {
    var lines = new ArrayList<String>();
    lines.add(
        ExportLines.header(
            ExportLines.Extent.CHAIN,
            1,
            NOON,
            List.of(new TrustedKey(KEY.getPublic(), null, null)),
            null));
    var signed = new ArrayList<>(checkpoints);
    for (ChainEntry entry : entries) {
      lines.add(ExportLines.entry(entry, List.of(), null));
      if (!signed.isEmpty() && signed.getFirst().size() == entry.sequence()) {
        lines.add(ExportLines.line(signed.removeFirst()));
      }
    }
    lines.add(
        ExportLines.end(
            entries.size(), checkpoints.size(), entries.size(), entries.getLast().hash()));
    return lines;
  }
}
