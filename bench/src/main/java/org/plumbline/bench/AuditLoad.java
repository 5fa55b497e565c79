package org.plumbline.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
 * Loads a valid chain in bulk: 60 people, 20 actions, 5,000 objects, 3 % refusals, every reason in
 * the clear with a common and a rare word, a second between entries.
 *
 * <p>Sealed blocks are drawn from a pool of each person, as sealing each anew would be most of the
 * time; their bytes are as many.
 */
final class AuditLoad {
  private static final int PEOPLE = 60;
  private static final int POOL = 50;
  private static final long MICROS_UNTIL_2000 = 946_684_800_000_000L;
  private static final List<String> INDEXES =
      List.of(
          "audit_entry_by_actor",
          "audit_entry_by_action",
          "audit_entry_by_time",
          "audit_entry_by_words",
          "audit_entry_by_kind",
          "audit_entry_by_id",
          "audit_entry_refused");

  private final Database database;
  private final Random random = new Random(42);
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

  /** Loads into an empty trail; answers how many bytes the hashes covered. */
  long load(long entries) {
    var sealing = new Sealing(new SecureRandom());
    for (int person = 0; person < PEOPLE; person++) {
      people.add(pool(sealing, "user" + person));
    }
    return database.withConnection(
        connection -> {
          connection.setAutoCommit(true);
          List<String> definitions = drop(connection);
          addKeys(connection);
          long bytes = copy(connection, entries);
          try (Statement statement = connection.createStatement()) {
            statement.execute("set maintenance_work_mem = '1GB'");
            for (String definition : definitions) {
              statement.execute(definition);
            }
            statement.execute("vacuum (analyze) audit_entry");
            statement.execute("reset maintenance_work_mem");
          }
          return bytes;
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

  private static List<String> drop(Connection connection) throws SQLException {
    var definitions = new ArrayList<String>();
    try (Statement statement = connection.createStatement()) {
      for (String index : INDEXES) {
        try (var row =
            statement.executeQuery(
                "select indexdef from pg_indexes where indexname = '" + index + "'")) {
          row.next();
          definitions.add(row.getString(1));
        }
        statement.execute("drop index " + index);
      }
    }
    return definitions;
  }

  private void addKeys(Connection connection) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into audit_subject (id, name, key, created_at) values (?, ?, ?, now())")) {
      for (SubjectKey key : keys.values()) {
        insert.setString(1, key.pseudonym());
        insert.setString(2, key.subject());
        insert.setBytes(3, key.key());
        insert.execute();
      }
    }
  }

  private long copy(Connection connection, long entries) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                """
                copy audit_entry (sequence, at, form, actor, request_id, address, action, object_kind,
                  object_id, before, after, reason, problem, sealed, previous, hash)
                from stdin (format binary)
                """);
    var rows = new ByteArrayOutputStream(1 << 20);
    var out = new DataOutputStream(rows);
    long hashed = 0;
    Digest head = Digest.ZERO;
    long start = Micros.of(Instant.now()) - entries * 1_000_000L;
    try {
      out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
      out.writeLong(0);
      for (long sequence = 1; sequence <= entries; sequence++) {
        ChainEntry entry =
            ChainEntry.sealed(
                CanonicalForm.NEWEST,
                sequence,
                start + sequence * 1_000_000L,
                content(sequence),
                head);
        head = entry.hash();
        if (sequence <= 1_000) {
          hashed += CanonicalForm.content(2, entry.content()).length + 66L;
        }
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
      update.setLong(1, entries);
      update.setBytes(2, head.bytes());
      update.setLong(3, start + entries * 1_000_000L);
      update.setLong(4, entries);
      update.execute();
    }
    return hashed * entries / Math.min(entries, 1_000);
  }

  private Content content(long sequence) {
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
        (random.nextInt(10) == 0 ? "quarterly review needle" : "routine needle") + sequence,
        refused ? (random.nextBoolean() ? "forbidden" : "conflict") : null,
        sealed.sealed());
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
