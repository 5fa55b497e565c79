package org.plumbline.verifier;

import java.security.PublicKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys whose checkpoints count, by id. Immutable. */
public final class Keyring {
  private final Map<String, PublicKey> keys;

  private Keyring(Map<String, PublicKey> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** Trusts what it is given. */
  public static Keyring of(Collection<PublicKey> trusted) {
    Map<String, PublicKey> keys = new HashMap<>();
    trusted.forEach(key -> keys.put(PublicKeys.id(key), key));
    return new Keyring(keys);
  }

  /** The same keys and those that one of them, directly or not, has handed over to. */
  public Keyring with(List<TrustedKey> offered) {
    Map<String, PublicKey> more = new HashMap<>(keys);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (TrustedKey key : offered) {
        PublicKey before = key.endorsedBy() == null ? null : more.get(key.endorsedBy());
        if (before != null && !more.containsKey(key.id()) && key.isEndorsedBy(before)) {
          more.put(key.id(), key.key());
          grown = true;
        }
      }
    }
    return new Keyring(more);
  }

  public boolean holds(String id) {
    return keys.containsKey(id);
  }

  public boolean trusts(Checkpoint checkpoint) {
    PublicKey key = keys.get(checkpoint.key());
    return key != null && checkpoint.isSignedBy(key);
  }
}
