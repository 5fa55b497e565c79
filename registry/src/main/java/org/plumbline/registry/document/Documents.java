package org.plumbline.registry.document;

import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.LiveObjects;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.Subject;

/** Attaches documents to models and versions, and gives them back. Safe to share. */
public final class Documents {
  /** How long a document may be, in bytes. */
  public static final int MOST_BYTES = 10 * 1024 * 1024;

  private static final int LONGEST_TITLE = 200;

  /** What people read documents in; nothing that a browser would run. */
  private static final Set<String> MEDIA_TYPES =
      new TreeSet<>(
          Set.of(
              "application/pdf",
              "application/json",
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              "application/vnd.oasis.opendocument.text",
              "text/markdown",
              "text/plain",
              "text/csv"));

  private final Transactions transactions;
  private final DocumentStore store;
  private final ObjectStore objects;
  private final LiveObjects live;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public Documents(
      Transactions transactions,
      DocumentStore store,
      ObjectStore objects,
      LiveObjects live,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.objects = objects;
    this.live = live;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A document before it is attached.
   *
   * @param mediaType parameters such as a charset are left out
   */
  public record Draft(
      Subject subject, DocumentKind kind, String title, String mediaType, byte[] content) {
    public Draft {
      title = title.strip();
      mediaType = mediaType.split(";", 2)[0].strip();
      if (title.isEmpty() || title.length() > LONGEST_TITLE) {
        throw invalid(
            "title", "A document has a title of 1 to %s characters".formatted(LONGEST_TITLE));
      }
      if (!MEDIA_TYPES.contains(mediaType)) {
        throw PlumblineException.of(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "A document cannot be '%s'; it may be %s"
                    .formatted(mediaType, String.join(", ", MEDIA_TYPES)))
            .with("field", "mediaType");
      }
      if (content.length == 0) {
        throw invalid("content", "The document is empty: send its bytes as the body");
      }
      if (content.length > MOST_BYTES) {
        throw PlumblineException.of(
            ErrorCode.BODY_TOO_LARGE,
            "The document has %s bytes and may have %s".formatted(content.length, MOST_BYTES));
      }
    }

    private static PlumblineException invalid(String field, String text) {
      return PlumblineException.of(ErrorCode.INVALID_FIELD, text).with("field", field);
    }
  }

  /** A document with its bytes, which whoever asked for them closes. */
  public record Content(Document document, InputStream bytes) {}

  /**
   * Attaches a document; the one of the same kind before it stays readable.
   *
   * @throws PlumblineException NOT_FOUND without the model or the version
   */
  public Document attach(Draft draft, Actor by) {
    ContentHash hash = objects.write(draft.content());
    return transactions.in(
        tx -> {
          Subject subject = draft.subject();
          if (!store.exists(tx, subject)) {
            throw PlumblineException.of(
                ErrorCode.NOT_FOUND, "There is no %s %s".formatted(subject.kind(), subject));
          }
          live.share(tx);
          if (!objects.contains(hash)) {
            // A collection ran since, and nothing named the object yet.
            objects.write(draft.content());
          }
          var document =
              new Document(
                  ids.get(),
                  subject,
                  draft.kind(),
                  draft.title(),
                  hash,
                  draft.content().length,
                  draft.mediaType(),
                  by.username(),
                  clock.instant().truncatedTo(ChronoUnit.MICROS));
          store.add(tx, document);
          audit.append(
              tx,
              AuditEvent.of(by, "document.attached", subject.kind(), subject.toString())
                  .after(
                      Map.of(
                          "document", document.id().toString(),
                          "kind", draft.kind().wireName(),
                          "title", draft.title(),
                          "contentHash", hash.hex())));
          return document;
        });
  }

  /** All documents of a model and its versions, newest first. */
  public List<Document> list(ModelName model) {
    return store.list(model);
  }

  /**
   * The documents that hold for a version: of each kind its own newest, else that of the model; of
   * {@link DocumentKind#OTHER} all.
   */
  public List<Document> of(VersionId version) {
    Map<DocumentKind, Document> newest = new EnumMap<>(DocumentKind.class);
    List<Document> all =
        store.list(version.model()).stream()
            .filter(document -> holdsFor(document, version))
            .toList();
    for (Document document : all) {
      newest.merge(
          document.kind(),
          document,
          (found, older) ->
              found.subject().version() == null && older.subject().version() != null
                  ? older
                  : found);
    }
    return all.stream()
        .filter(
            document ->
                document.kind() == DocumentKind.OTHER
                    || document.equals(newest.get(document.kind())))
        .sorted(
            Comparator.comparing(Document::kind)
                .thenComparing(Document::at)
                .thenComparing(Document::id))
        .toList();
  }

  private static boolean holdsFor(Document document, VersionId version) {
    var own = document.subject().version();
    return own == null || own.equals(version.number());
  }

  /**
   * A document with its bytes; the reading that would end changed ones throws TAMPERED instead.
   *
   * @throws PlumblineException NOT_FOUND without such a document of the model
   */
  public Content open(ModelName model, UUID id) {
    Document document =
        store
            .find(model, id)
            .orElseThrow(
                () ->
                    PlumblineException.of(
                        ErrorCode.NOT_FOUND, "Model %s has no document %s".formatted(model, id)));
    return new Content(document, objects.open(document.content()));
  }
}
