package org.plumbline.store.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunUpload;
import org.plumbline.registry.tracking.UploadPart;
import org.plumbline.registry.tracking.UploadStore;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Uploads in PostgreSQL. */
final class SqlUploadStore implements UploadStore {
  private final Database database;

  SqlUploadStore(Database database) {
    this.database = database;
  }

  @Override
  public void open(Tx tx, RunUpload upload) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into run_upload (id, run, path, parts, secret, expires_at)
            select :id, number, :path, :parts, :secret, :expiresAt from run where id = :run
            """)
        .bind("id", upload.id())
        .bind("run", upload.run().uuid())
        .bind("path", upload.path())
        .bind("parts", upload.parts())
        .bind("secret", upload.secret())
        .bind("expiresAt", Times.utc(upload.expiresAt()))
        .execute();
  }

  @Override
  public Optional<RunUpload> find(UUID upload) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select u.*, r.id as run_id from run_upload u join run r on r.number = u.run
                    where u.id = :id
                    """)
                .bind("id", upload)
                .map((row, context) -> upload(row))
                .findOne());
  }

  private static RunUpload upload(ResultSet row) throws SQLException {
    return new RunUpload(
        row.getObject("id", UUID.class),
        RunId.of(row.getObject("run_id", UUID.class)),
        row.getString("path"),
        row.getInt("parts"),
        row.getString("secret"),
        Times.instant(row, "expires_at"),
        row.getBoolean("done"));
  }

  @Override
  public List<UploadPart> parts(UUID upload) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from run_upload_part where upload = :id order by number")
                .bind("id", upload)
                .map((row, context) -> part(row))
                .list());
  }

  private static UploadPart part(ResultSet row) throws SQLException {
    return new UploadPart(
        row.getInt("number"),
        new ContentHash(row.getString("hash")),
        new ContentHash(row.getString("object")),
        row.getLong("bytes"));
  }

  @Override
  public boolean hold(Tx tx, UUID upload) {
    return Database.handle(tx)
        .createQuery("select true from run_upload where id = :id and not done for update")
        .bind("id", upload)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  @Override
  public Optional<ContentHash> put(Tx tx, UUID upload, UploadPart part) {
    Handle handle = Database.handle(tx);
    Optional<ContentHash> replaced =
        handle
            .createQuery(
                """
                delete from run_upload_part where upload = :upload and number = :number
                returning object
                """)
            .bind("upload", upload)
            .bind("number", part.number())
            .mapTo(String.class)
            .findOne()
            .map(ContentHash::new);
    handle
        .createUpdate(
            """
            insert into run_upload_part (upload, number, hash, object, bytes)
            values (:upload, :number, :hash, :object, :bytes)
            """)
        .bind("upload", upload)
        .bind("number", part.number())
        .bind("hash", part.hash().hex())
        .bind("object", part.object().hex())
        .bind("bytes", part.bytes())
        .execute();
    return replaced;
  }

  @Override
  public long bytes(Tx tx, UUID upload) {
    return Database.handle(tx)
        .createQuery("select coalesce(sum(bytes), 0) from run_upload_part where upload = :id")
        .bind("id", upload)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public List<ContentHash> finish(Tx tx, UUID upload) {
    Handle handle = Database.handle(tx);
    handle
        .createUpdate("update run_upload set done = true where id = :id")
        .bind("id", upload)
        .execute();
    return removeParts(handle, upload);
  }

  @Override
  public List<ContentHash> remove(Tx tx, UUID upload) {
    Handle handle = Database.handle(tx);
    // A part that is just being noted shall be seen.
    handle
        .createQuery("select true from run_upload where id = :id for update")
        .bind("id", upload)
        .mapTo(Boolean.class)
        .findOne();
    List<ContentHash> objects = removeParts(handle, upload);
    handle.createUpdate("delete from run_upload where id = :id").bind("id", upload).execute();
    return objects;
  }

  private static List<ContentHash> removeParts(Handle handle, UUID upload) {
    return handle
        .createQuery("delete from run_upload_part where upload = :id returning object")
        .bind("id", upload)
        .mapTo(String.class)
        .map(ContentHash::new)
        .list();
  }

  @Override
  public List<ContentHash> removeExpired(Tx tx, Instant now) {
    return Database.handle(tx)
        .createQuery("select id from run_upload where expires_at < :now for update skip locked")
        .bind("now", Times.utc(now))
        .mapTo(UUID.class)
        .list()
        .stream()
        .flatMap(upload -> remove(tx, upload).stream())
        .toList();
  }
}
