package org.plumbline.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;

/**
 * Removes objects that nothing refers to, and checks those that something does. Safe to share.
 *
 * <p>A registration writes its objects before the row that names them. It shares a lock with others
 * of its kind and writes again what is gone; a collection claims the lock for as long as it looks
 * and removes, so neither can take away what the other relies on.
 */
public final class ObjectCollector {
  /** Younger objects are never removed: an upload may be about to be named. */
  public static final Duration YOUNGEST = Duration.ofHours(1);

  private final Transactions transactions;
  private final ObjectStore objects;
  private final LiveObjects live;
  private final AuditTrail audit;
  private final InstantSource clock;

  public ObjectCollector(
      Transactions transactions,
      ObjectStore objects,
      LiveObjects live,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.objects = objects;
    this.live = live;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What a collection removed, or would remove.
   *
   * @param referred how many objects something refers to
   * @param kept how many are unreferred but too young
   * @param proof SHA-256 over the hashes removed, one a line in order; the audit entry bears it
   */
  public record Collection(
      List<StoredObject> removed, long bytes, long referred, long kept, ContentHash proof) {
    public Collection {
      removed = List.copyOf(removed);
    }
  }

  /**
   * What a check of the objects that something refers to found.
   *
   * @param missing referred to and not there
   * @param damaged there with other bytes
   */
  public record Check(long objects, List<ContentHash> missing, List<ContentHash> damaged) {
    public Check {
      missing = List.copyOf(missing);
      damaged = List.copyOf(damaged);
    }

    public boolean holds() {
      return missing.isEmpty() && damaged.isEmpty();
    }
  }

  /** What a collection would remove now. */
  public Collection plan(Duration minimumAge) {
    return transactions.in(tx -> look(referred(tx), minimumAge));
  }

  /**
   * Removes what nothing refers to.
   *
   * @param minimumAge younger objects stay; an hour at least
   * @throws PlumblineException INVALID_FIELD below an hour
   */
  public Collection collect(Duration minimumAge, Actor by) {
    if (minimumAge.compareTo(YOUNGEST) < 0) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Objects younger than an hour are not removed, since an upload may be about to be"
                  + " named: ask for 1h or more and not for "
                  + minimumAge)
          .with("field", "minimumAge");
    }
    return transactions.in(
        tx -> {
          live.claim(tx);
          Collection found = look(referred(tx), minimumAge);
          found.removed().forEach(object -> objects.delete(object.hash()));
          audit.append(
              tx,
              AuditEvent.of(by, "objects.collected", "objects", "store")
                  .after(
                      Map.of(
                          "removed", Integer.toString(found.removed().size()),
                          "bytes", Long.toString(found.bytes()),
                          "referred", Long.toString(found.referred()),
                          "proof", found.proof().hex())));
          return found;
        });
  }

  /** Reads every object that something refers to and compares it with its hash. */
  public Check check() {
    Set<ContentHash> referred = transactions.in(this::referred);
    var missing = new ArrayList<ContentHash>();
    var damaged = new ArrayList<ContentHash>();
    referred.stream()
        .sorted()
        .forEach(
            hash -> {
              try {
                objects.verify(hash);
              } catch (PlumblineException failure) {
                if (failure.code() == ErrorCode.NOT_FOUND) {
                  missing.add(hash);
                } else if (failure.code() == ErrorCode.TAMPERED) {
                  damaged.add(hash);
                } else {
                  throw failure;
                }
              }
            });
    return new Check(referred.size(), missing, damaged);
  }

  private Set<ContentHash> referred(Tx tx) {
    Set<ContentHash> referred = new HashSet<>();
    live.each(tx, referred::add);
    return referred;
  }

  private Collection look(Set<ContentHash> referred, Duration minimumAge) {
    Instant youngest = clock.instant().minus(minimumAge);
    var removed = new ArrayList<StoredObject>();
    var young = new ArrayList<StoredObject>();
    objects.each(
        object -> {
          if (!referred.contains(object.hash())) {
            (object.writtenAt().isAfter(youngest) ? young : removed).add(object);
          }
        });
    removed.sort((one, other) -> one.hash().compareTo(other.hash()));
    long bytes = removed.stream().mapToLong(StoredObject::bytes).sum();
    return new Collection(removed, bytes, referred.size(), young.size(), proof(removed));
  }

  private static ContentHash proof(List<StoredObject> removed) {
    MessageDigest digest = ContentHash.sha256();
    removed.forEach(
        object -> digest.update((object.hash() + "\n").getBytes(StandardCharsets.US_ASCII)));
    return ContentHash.ofDigest(digest);
  }
}
