package org.plumbline.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.Sealing;
import org.plumbline.audit.SubjectKey;
import org.plumbline.store.Database;
import org.plumbline.verifier.CanonicalForm;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Content;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Micros;
import org.plumbline.verifier.SealedBlock;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Loads a valid chain in bulk, always the same: 60 people, 20 actions, 5,000 objects, 3 % refusals,
 * every reason in the clear with words from one in all entries to one in a single entry, a second
 * between entries.
 *
 * <p>Loaded in chunks, each a transaction, so that a load that was interrupted goes on.
 *
 * <p>Sealed blocks are drawn from a pool of each person, as sealing each anew would be most of the
 * time; their bytes are as many.
 */
final class AuditLoad {
  private static final int PEOPLE = 60;
  private static final int POOL = 50;
  private static final int CHUNK = 100_000;
  private static final Instant START = Instant.parse("2025-06-01T00:00:00Z");
  private static final long MICROS_UNTIL_2000 = 946_684_800_000_000L;

  /** Remembers what it drops, so that an interrupted load finds it again. */
  private static final String DROP_INDEXES =
      """
      create table if not exists bench_index as
        select indexname as name, indexdef as definition from pg_indexes
        where tablename = 'audit_listed' and indexname <> 'audit_entry_pkey';
      do $$ declare known record; begin
        for known in select * from bench_index loop
          execute 'drop index if exists ' || known.name;
        end loop;
      end $$
      """;

  private static final String MAKE_INDEXES =
      """
      do $$ declare known record; begin
        for known in select * from bench_index loop
          if to_regclass(known.name) is null then execute known.definition; end if;
        end loop;
      end $$
      """;

  private final Database database;
  private final Map<String, SubjectKey> keys = new HashMap<>();
  private final List<List<Content>> people = new ArrayList<>();

  AuditLoad(Database database) {
    this.database = database;
  }

  static AuditEntry nothing(AuditEvent event) {
    var content =
        new Content(
            new Content.Who("nobody", null, null, null),
            event.action(),
            event.objectKind(),
            event.objectId(),
            new TreeMap<>(),
            new TreeMap<>(),
            null,
            null,
            List.of());
    return new AuditEntry(
        new ChainEntry(CanonicalForm.NEWEST, 1, 0, content, Digest.ZERO, Digest.ZERO),
        event,
        Set.of());
  }

  /** Loads what is missing. */
  void load(long entries) {
    for (long had = size(); had < entries || !isIndexed(); had = size()) {
      if (had >= entries) {
        index();
        continue;
      }
      if (had % CHUNK != 0) {
        throw new IllegalStateException("The trail has entries of others: use an empty home");
      }
      if (people.isEmpty()) {
        prepare();
      }
      long from = had;
      database.withConnection(
          connection -> {
            connection.setAutoCommit(false);
            try {
              copy(connection, from, Math.min(entries, from + CHUNK));
              connection.commit();
            } finally {
              connection.setAutoCommit(true);
            }
            return from;
          });
    }
  }

  private long size() {
    return database.read(
        handle -> handle.createQuery("select sequence from audit_head").mapTo(Long.class).one());
  }

  private boolean isIndexed() {
    return database.read(
        handle ->
            handle
                .createQuery("select to_regclass('bench_index') is null")
                .mapTo(Boolean.class)
                .one());
  }

  private void prepare() {
    var sealing = new Sealing(seeded());
    for (int person = 0; person < PEOPLE; person++) {
      people.add(pool(sealing, "user" + person));
    }
    database.withConnection(
        connection -> {
          addKeys(connection);
          try (Statement statement = connection.createStatement()) {
            statement.execute(DROP_INDEXES);
          }
          return people;
        });
  }

  /** The same keys, nonces and salts each time, which nothing but made-up data may have. */
  private static SecureRandom seeded() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(42);
      return random;
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private void index() {
    database.withConnection(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("set maintenance_work_mem = '1GB'");
            statement.execute(MAKE_INDEXES);
            statement.execute("vacuum (analyze) audit_listed");
            statement.execute("reset maintenance_work_mem");
            statement.execute("drop table bench_index");
            return true;
          }
        });
  }

  private List<Content> pool(Sealing sealing, String name) {
    var pool = new ArrayList<Content>();
    for (int i = 0; i < POOL; i++) {
      var actor = new Actor(name, null, "0199a7c2-5f41-7c10-9f0e-2d6f8b1c44aa", "10.0.0." + i);
      pool.add(
          sealing.seal(
              AuditEvent.of(actor, "a.b", "model", "m"),
              Instant.EPOCH,
              subject -> keys.computeIfAbsent(subject, sealing::newKey)));
    }
    return pool;
  }

  private void addKeys(Connection connection) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into audit_subject (id, name, key, created_at) values (?, ?, ?, now())"
                + " on conflict do nothing")) {
      for (SubjectKey key : keys.values()) {
        insert.setString(1, key.pseudonym());
        insert.setString(2, key.subject());
        insert.setBytes(3, key.key());
        insert.execute();
      }
    }
  }

  private void copy(Connection connection, long from, long to) throws SQLException {
    Digest head;
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("select hash from audit_head for update")) {
      row.next();
      head = Digest.of(row.getBytes(1));
    }
    var random = new Random(from);
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                """
                copy audit_listed (sequence, at, form, actor, request_id, address, action, object_kind,
                  object_id, before, after, reason, problem, sealed, previous, hash)
                from stdin (format binary)
                """);
    var rows = new ByteArrayOutputStream(1 << 20);
    var out = new DataOutputStream(rows);
    long start = Micros.of(START);
    try {
      out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
      out.writeLong(0);
      for (long sequence = from + 1; sequence <= to; sequence++) {
        ChainEntry entry =
            ChainEntry.sealed(
                CanonicalForm.NEWEST,
                sequence,
                start + sequence * 1_000_000L,
                content(sequence, random),
                head);
        head = entry.hash();
        write(out, entry);
        if (rows.size() > 1 << 19) {
          copy.writeToCopy(rows.toByteArray(), 0, rows.size());
          rows.reset();
        }
      }
      out.writeShort(-1);
      copy.writeToCopy(rows.toByteArray(), 0, rows.size());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    copy.endCopy();
    try (var update =
        connection.prepareStatement(
            """
            update audit_head set sequence = ?, hash = ?, micros = ?,
              at = (select at from audit_entry where sequence = ?)
            """)) {
      update.setLong(1, to);
      update.setBytes(2, head.bytes());
      update.setLong(3, start + to * 1_000_000L);
      update.setLong(4, to);
      update.execute();
    }
  }

  private Content content(long sequence, Random random) {
    // A few people do most.
    int person = (int) (PEOPLE * Math.pow(random.nextDouble(), 2));
    Content sealed = people.get(person).get(random.nextInt(POOL));
    int action = random.nextInt(20);
    boolean refused = random.nextInt(100) < 3;
    return new Content(
        sealed.who(),
        action == 0 ? "model.kill" : "thing.action" + action,
        action < 10 ? "model" : "version",
        "model-" + random.nextInt(5_000),
        new TreeMap<>(Map.of("on", "false")),
        new TreeMap<>(Map.of("on", "true", "stage", "production")),
        words(sequence, random),
        refused ? (random.nextBoolean() ? "forbidden" : "conflict") : null,
        sealed.sealed());
  }

  /** Words of all frequencies: in every entry, and in one of 10, 100, 1,000 … and in one alone. */
  private static String words(long sequence, Random random) {
    var words = new StringBuilder("as agreed needle").append(sequence);
    for (int among = 10; among <= 1_000_000; among *= 10) {
      if (random.nextInt(among) == 0) {
        words.append(" among").append(among);
      }
    }
    return words.toString();
  }

  private static void write(DataOutputStream out, ChainEntry entry) throws IOException {
    Content content = entry.content();
    out.writeShort(16);
    out.writeInt(8);
    out.writeLong(entry.sequence());
    out.writeInt(8);
    out.writeLong(entry.micros() - MICROS_UNTIL_2000);
    out.writeInt(2);
    out.writeShort(entry.form());
    text(out, content.who().actor());
    text(out, content.who().requestId());
    text(out, content.who().address());
    text(out, content.action());
    text(out, content.objectKind());
    text(out, content.objectId());
    text(out, "{\"on\":\"false\"}");
    text(out, "{\"on\":\"true\",\"stage\":\"production\"}");
    text(out, content.reason());
    text(out, content.problem());
    bytes(out, blocks(content.sealed()));
    bytes(out, entry.previous().bytes());
    bytes(out, entry.hash().bytes());
  }

  private static byte[] blocks(List<SealedBlock> blocks) {
    return CanonicalForm.blocks(blocks);
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
