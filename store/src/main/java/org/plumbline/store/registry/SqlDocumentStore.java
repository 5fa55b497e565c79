package org.plumbline.store.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Subject;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.DocumentKind;
import org.plumbline.registry.document.DocumentStore;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Documents in a table, appended only. */
final class SqlDocumentStore implements DocumentStore {
  private final Database database;

  SqlDocumentStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Tx tx, Document document) {
    Subject subject = document.subject();
    Database.handle(tx)
        .createUpdate(
            """
            insert into document
              (id, model, number, kind, title, hash, bytes, media_type, author, at)
            values (:id, :model, :number, :kind, :title, :hash, :bytes, :mediaType, :by, :at)
            """)
        .bind("id", document.id())
        .bind("model", subject.model().value())
        .bindByType("number", number(subject), Integer.class)
        .bind("kind", document.kind().name())
        .bind("title", document.title())
        .bind("hash", document.content().hex())
        .bind("bytes", document.bytes())
        .bind("mediaType", document.mediaType())
        .bind("by", document.by())
        .bind("at", Times.utc(document.at()))
        .execute();
  }

  @Override
  public boolean exists(Tx tx, Subject subject) {
    return Database.handle(tx)
        .createQuery(
            """
            select exists (select from model m where m.name = :model
              and (cast(:number as integer) is null or exists
                (select from model_version v where v.model = m.name and v.number = :number)))
            """)
        .bind("model", subject.model().value())
        .bindByType("number", number(subject), Integer.class)
        .mapTo(Boolean.class)
        .one();
  }

  private static @Nullable Integer number(Subject subject) {
    VersionNumber version = subject.version();
    return version == null ? null : version.value();
  }

  @Override
  public List<Document> list(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from document where model = :model order by at desc, id")
                .bind("model", model.value())
                .map((row, context) -> document(row))
                .list());
  }

  @Override
  public Optional<Document> find(ModelName model, UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from document where model = :model and id = :id")
                .bind("model", model.value())
                .bind("id", id)
                .map((row, context) -> document(row))
                .findOne());
  }

  private static Document document(ResultSet row) throws SQLException {
    Integer number = row.getObject("number", Integer.class);
    return new Document(
        row.getObject("id", UUID.class),
        new Subject(
            new ModelName(row.getString("model")),
            number == null ? null : new VersionNumber(number)),
        DocumentKind.valueOf(row.getString("kind")),
        row.getString("title"),
        new ContentHash(row.getString("hash")),
        row.getLong("bytes"),
        row.getString("media_type"),
        row.getString("author"),
        Times.instant(row, "at"));
  }
}
