package org.plumbline.store.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.plumbline.store.Database;
import org.plumbline.store.Times;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Keyring;
import org.plumbline.verifier.PublicKeys;
import org.plumbline.verifier.TrustedKey;

/** Checkpoints, their keys and the Merkle tree's inner nodes in tables; rows are only added. */
final class SqlCheckpoints {
  private static final String COLUMNS =
      "number, size, root, head, micros, previous, key, signature";

  private final Database database;

  SqlCheckpoints(Database database) {
    this.database = database;
  }

  /** The newest checkpoint with what the tree grows on from. */
  record Last(Checkpoint checkpoint, List<Digest> frontier) {}

  static Optional<Last> last(Handle handle) {
    return handle
        .createQuery(
            "select " + COLUMNS + ", frontier from audit_checkpoint order by number desc limit 1")
        .map((row, context) -> new Last(checkpoint(row), frontier(row.getBytes("frontier"))))
        .findOne();
  }

  static void add(Handle handle, Checkpoint checkpoint, List<Digest> frontier) {
    handle
        .createUpdate(
            """
            insert into audit_checkpoint
              (number, size, root, head, micros, previous, key, signature, frontier)
            values (:number, :size, :root, :head, :micros, :previous, :key, :signature, :frontier)
            """)
        .bind("number", checkpoint.number())
        .bind("size", checkpoint.size())
        .bind("root", checkpoint.root().bytes())
        .bind("head", checkpoint.head().bytes())
        .bind("micros", checkpoint.micros())
        .bind("previous", checkpoint.previous().bytes())
        .bind("key", checkpoint.key())
        .bind("signature", checkpoint.signature())
        .bind("frontier", bytes(frontier))
        .execute();
  }

  /** A complete subtree's hash. */
  record Node(int level, long index, Digest hash) {}

  static void add(Handle handle, List<Node> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            "insert into audit_node (level, index, hash) values (:level, :index, :hash)");
    for (Node node : nodes) {
      batch
          .bind("level", node.level())
          .bind("index", node.index())
          .bind("hash", node.hash().bytes())
          .add();
    }
    batch.execute();
  }

  List<Checkpoint> after(long number, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from audit_checkpoint where number > :number order by number limit"
                        + " :limit")
                .bind("number", number)
                .bind("limit", limit)
                .map((row, context) -> checkpoint(row))
                .list());
  }

  List<Checkpoint> before(long number, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from audit_checkpoint where number < :number order by number desc limit"
                        + " :limit")
                .bind("number", number)
                .bind("limit", limit)
                .map((row, context) -> checkpoint(row))
                .list());
  }

  Optional<Checkpoint> ofSize(long size) {
    return database.read(
        handle ->
            handle
                .createQuery("select " + COLUMNS + " from audit_checkpoint where size = :size")
                .bind("size", size)
                .map((row, context) -> checkpoint(row))
                .findOne());
  }

  static void add(Handle handle, TrustedKey key, Instant at) {
    handle
        .createUpdate(
            """
            insert into audit_key (id, public_key, endorsed_by, endorsement, created_at)
            values (:id, :publicKey, :endorsedBy, :endorsement, :at)
            on conflict (id) do nothing
            """)
        .bind("id", key.id())
        .bind("publicKey", PublicKeys.text(key.key()))
        .bind("endorsedBy", key.endorsedBy())
        .bindByType("endorsement", key.endorsement(), byte[].class)
        .bind("at", Times.utc(at))
        .execute();
  }

  /** All keys, oldest first. */
  List<TrustedKey> keys() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select public_key, endorsed_by, endorsement from audit_key
                    order by created_at, id
                    """)
                .map(
                    (row, context) ->
                        new TrustedKey(
                            PublicKeys.parse(row.getString("public_key")),
                            row.getString("endorsed_by"),
                            row.getBytes("endorsement")))
                .list());
  }

  /** What this database says its keys are: who may write to it may add one. */
  Keyring keysAsStored() {
    return Keyring.of(keys().stream().map(TrustedKey::key).toList());
  }

  /** The stored subtrees of one level from an index on, by index. */
  static Map<Long, Digest> nodes(Handle handle, int level, long from, int count) {
    String sql =
        level == 0
            ? """
              select sequence - 1 as index, hash from audit_entry
              where sequence > :from and sequence <= :from + :count and :level = 0
              """
            : """
              select index, hash from audit_node
              where level = :level and index >= :from and index < :from + :count
              """;
    return handle
        .createQuery(sql)
        .bind("level", level)
        .bind("from", from)
        .bind("count", count)
        .reduceRows(
            new java.util.HashMap<>(),
            (found, row) -> {
              found.put(
                  row.getColumn("index", Long.class),
                  Digest.of(row.getColumn("hash", byte[].class)));
              return found;
            });
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    return new Checkpoint(
        row.getLong("number"),
        row.getLong("size"),
        Digest.of(row.getBytes("root")),
        Digest.of(row.getBytes("head")),
        row.getLong("micros"),
        Digest.of(row.getBytes("previous")),
        row.getString("key"),
        row.getBytes("signature"));
  }

  private static byte[] bytes(List<Digest> digests) {
    var bytes = new ByteArrayOutputStream();
    digests.forEach(digest -> bytes.writeBytes(digest.bytes()));
    return bytes.toByteArray();
  }

  private static List<Digest> frontier(byte[] bytes) {
    var digests = new ArrayList<Digest>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.remaining() >= Digest.BYTES) {
      byte[] digest = new byte[Digest.BYTES];
      buffer.get(digest);
      digests.add(Digest.of(digest));
    }
    return digests;
  }
}
