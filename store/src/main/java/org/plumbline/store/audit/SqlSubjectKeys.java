package org.plumbline.store.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.plumbline.audit.Sealing;
import org.plumbline.audit.SubjectKey;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.SealedBlock;

/**
 * The keys of persons in a table, remembered by name for appending. Safe to share.
 *
 * <p>For reading they are asked for anew, so that an erasure counts at once; for appending the
 * statement that appends asks whether they still live.
 */
final class SqlSubjectKeys {
  private static final int REMEMBERED = 10_000;

  private final Sealing sealing;
  private final InstantSource clock;
  private final Map<String, SubjectKey> known = new ConcurrentHashMap<>();

  SqlSubjectKeys(Sealing sealing, InstantSource clock) {
    this.sealing = sealing;
    this.clock = clock;
  }

  /** The keys of these subjects, made where there are none, by name. */
  Map<String, SubjectKey> ensure(Tx tx, SortedSet<String> subjects) {
    Map<String, SubjectKey> keys = new HashMap<>();
    for (String subject : subjects) {
      SubjectKey remembered = known.get(subject);
      SubjectKey key = remembered == null ? ensure(Database.handle(tx), subject) : remembered;
      if (remembered == null) {
        tx.afterCommit(() -> remember(key));
      }
      keys.put(subject, key);
    }
    return keys;
  }

  private SubjectKey ensure(Handle handle, String subject) {
    SubjectKey fresh = sealing.newKey(subject);
    handle
        .createUpdate(
            """
            insert into audit_subject (id, name, key, created_at)
            values (:id, :name, :key, :at)
            on conflict (name) do nothing
            """)
        .bind("id", fresh.pseudonym())
        .bind("name", subject)
        .bind("key", fresh.key())
        .bind("at", Times.utc(clock.instant()))
        .execute();
    return handle
        .createQuery("select id, name, key from audit_subject where name = :name")
        .bind("name", subject)
        .map((row, context) -> key(row))
        .one();
  }

  private void remember(SubjectKey key) {
    if (known.size() >= REMEMBERED) {
      known.clear();
    }
    known.put(key.subject(), key);
  }

  /** Asks for these anew the next time. */
  void forget(Collection<String> subjects) {
    subjects.forEach(known::remove);
  }

  /** The pseudonym of a user, empty when nothing was ever sealed for that name. */
  Optional<String> pseudonym(Handle handle, String name) {
    return handle
        .createQuery("select id from audit_subject where name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  /** The living keys that it takes to open these entries, by pseudonym. */
  Map<String, SubjectKey> opening(Handle handle, Collection<ChainEntry> entries) {
    Set<String> pseudonyms = new HashSet<>();
    for (ChainEntry entry : entries) {
      entry.content().sealed().stream().map(SealedBlock::subject).forEach(pseudonyms::add);
    }
    if (pseudonyms.isEmpty()) {
      return Map.of();
    }
    return handle
        .createQuery(
            "select id, name, key from audit_subject where id in (<ids>) and key is not null")
        .bindList("ids", List.copyOf(pseudonyms))
        .map((row, context) -> key(row))
        .collect(Collectors.toMap(SubjectKey::pseudonym, key -> key));
  }

  private static SubjectKey key(ResultSet row) throws SQLException {
    return new SubjectKey(row.getString("id"), row.getString("name"), row.getBytes("key"));
  }
}
