package org.plumbline.audit;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.plumbline.verifier.CanonicalForm;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Content;
import org.plumbline.verifier.SealedBlock;

/**
 * Parts an event into what stands in the clear and what is sealed under persons' keys, and puts it
 * together again. Safe to share.
 *
 * <p>AES-256-GCM with a random nonce of 96 bits for each block: the same key may seal 2^32 blocks
 * before two nonces are likely to meet (NIST SP 800-38D §8.3). A pseudonym stands where a value
 * was.
 */
public final class Sealing {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random;

  public Sealing(SecureRandom random) {
    this.random = random;
  }

  /** A key of its own for a subject, under a pseudonym that tells nothing. */
  public SubjectKey newKey(String subject) {
    byte[] key = new byte[SubjectKey.BYTES];
    random.nextBytes(key);
    return new SubjectKey("p-%016x".formatted(random.nextLong()), subject, key);
  }

  /** Whose keys it takes to seal the event. */
  public static SortedSet<String> subjects(AuditEvent event, Instant at) {
    return new TreeSet<>(PersonalData.of(event, at).keySet());
  }

  /**
   * What the chain is to hold of the event.
   *
   * @param keys the key of each of {@link #subjects}
   */
  public Content seal(AuditEvent event, Instant at, Function<String, SubjectKey> keys) {
    var fields = new Fields(event);
    var blocks = new ArrayList<SealedBlock>();
    PersonalData.of(event, at)
        .forEach(
            (subject, values) -> {
              SubjectKey key = keys.apply(subject);
              blocks.add(block(values, key));
              values.keySet().forEach(field -> fields.put(field, key.pseudonym()));
            });
    return fields.content(event, blocks);
  }

  private SealedBlock block(SortedMap<String, String> values, SubjectKey key) {
    byte[] salt = new byte[CanonicalForm.SALT_BYTES];
    random.nextBytes(salt);
    var opened = new SealedBlock.Opened(salt, List.copyOf(values.values()));
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] hidden = crypt(Cipher.ENCRYPT_MODE, key, nonce, CanonicalForm.opened(opened));
    byte[] sealed = Arrays.copyOf(nonce, nonce.length + hidden.length);
    System.arraycopy(hidden, 0, sealed, nonce.length, hidden.length);
    return new SealedBlock(
        key.pseudonym(), List.copyOf(values.keySet()), CanonicalForm.commitment(opened), sealed);
  }

  /** What a block hides; empty when the key is gone, or the block was tampered with. */
  public static Optional<SealedBlock.Opened> open(SealedBlock block, Optional<SubjectKey> key) {
    byte[] sealed = block.sealed();
    if (key.isEmpty() || sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      byte[] hidden = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
      var opened = CanonicalForm.parseOpened(crypt(Cipher.DECRYPT_MODE, key.get(), nonce, hidden));
      return Optional.of(opened).filter(it -> it.values().size() == block.fields().size());
    } catch (IllegalArgumentException tampered) {
      return Optional.empty();
    }
  }

  /**
   * The entry as a person reads it.
   *
   * @param keys the key of a pseudonym, empty when it was destroyed
   */
  public static AuditEntry open(ChainEntry stored, Function<String, Optional<SubjectKey>> keys) {
    var fields = new Fields(stored.content());
    Set<String> erased = new HashSet<>();
    for (SealedBlock block : stored.content().sealed()) {
      Optional<SealedBlock.Opened> opened = open(block, keys.apply(block.subject()));
      for (int i = 0; i < block.fields().size(); i++) {
        String field = block.fields().get(i);
        if (opened.isPresent()) {
          fields.put(field, opened.get().values().get(i));
        } else {
          fields.put(field, AuditEntry.ERASED);
          erased.add(field);
        }
      }
    }
    return new AuditEntry(stored, fields.event(stored.content()), erased);
  }

  private static byte[] crypt(int mode, SubjectKey key, byte[] nonce, byte[] bytes) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key.key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException tampered) {
      throw new IllegalArgumentException("A sealed value cannot be opened", tampered);
    }
  }

  /** The parts of an entry by the names that blocks give them. */
  private static final class Fields {
    private static final String BEFORE = "before.";
    private static final String AFTER = "after.";

    private final Map<String, @Nullable String> single = new TreeMap<>();
    private final SortedMap<String, String> before;
    private final SortedMap<String, String> after;

    Fields(AuditEvent event) {
      single.put("actor", event.actor().username());
      single.put("onBehalfOf", event.actor().onBehalfOf());
      single.put("address", event.actor().address());
      single.put("objectId", event.objectId());
      single.put("reason", event.reason());
      before = new TreeMap<>(event.before());
      after = new TreeMap<>(event.after());
    }

    Fields(Content content) {
      single.put("actor", content.who().actor());
      single.put("onBehalfOf", content.who().onBehalfOf());
      single.put("address", content.who().address());
      single.put("objectId", content.objectId());
      single.put("reason", content.reason());
      before = new TreeMap<>(content.before());
      after = new TreeMap<>(content.after());
    }

    void put(String field, String value) {
      if (field.startsWith(BEFORE)) {
        before.put(field.substring(BEFORE.length()), value);
      } else if (field.startsWith(AFTER)) {
        after.put(field.substring(AFTER.length()), value);
      } else {
        single.put(field, value);
      }
    }

    private String text(String field) {
      String value = single.get(field);
      return value == null ? "" : value;
    }

    Content content(AuditEvent event, List<SealedBlock> blocks) {
      return new Content(
          new Content.Who(
              text("actor"),
              single.get("onBehalfOf"),
              event.actor().requestId(),
              single.get("address")),
          event.action(),
          event.objectKind(),
          text("objectId"),
          before,
          after,
          single.get("reason"),
          event.outcome().problem(),
          blocks);
    }

    AuditEvent event(Content content) {
      return new AuditEvent(
          new Actor(
              text("actor"),
              single.get("onBehalfOf"),
              content.who().requestId(),
              single.get("address")),
          content.action(),
          content.objectKind(),
          text("objectId"),
          before,
          after,
          single.get("reason"),
          new Outcome(content.problem()));
    }
  }
}
