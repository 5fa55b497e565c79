package org.plumbline.store.audit;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditPage;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.ChainVerification;
import org.plumbline.audit.Sealing;
import org.plumbline.audit.SubjectKey;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;
import org.plumbline.verifier.CanonicalForm;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Content;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Keyring;
import org.plumbline.verifier.Micros;

/** The chain in a table; its single head row, locked until the commit, keeps appends in order. */
public final class SqlAuditTrail implements AuditTrail {
  /*
   * One statement moves the head, hashes and inserts, so the lock on the head costs no round trip
   * of its own: it is held for this statement and the commit. The server hashes, since only it
   * knows the previous hash before the lock is let go; the driver's side hashes again and compares.
   * The head's time never goes back, whatever the clock does. Fresh entries have no index but that
   * of their number: the lists' indexes follow (FreshEntries).
   */
  private static final String APPEND =
      """
      with place as (
        update audit_head head set
          sequence = head.sequence + 1,
          previous = head.hash,
          at = case when head.micros > ? then head.at else ? end,
          micros = greatest(head.micros, ?),
          hash = sha256(? || head.hash || int8send(head.sequence + 1)
            || int8send(greatest(head.micros, ?)) || ?)
        where (select count(*) from audit_subject where id = any(?) and key is not null) = ?
        returning sequence, at, micros, previous, hash)
      insert into audit_fresh (sequence, at, form, actor, on_behalf_of, request_id, address, action,
        object_kind, object_id, before, after, reason, problem, sealed, previous, hash)
      select sequence, at, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, previous, hash
      from place
      returning sequence, (select micros from place), previous, hash
      """;

  private static final int ATTEMPTS = 3;

  private final Database database;
  private final InstantSource clock;
  private final Supplier<Keyring> trusted;
  private final FreshEntries fresh;
  private final Sealing sealing = new Sealing(new SecureRandom());
  private final SqlSubjectKeys keys;

  /** A trail that trusts the keys which the database itself names. */
  public SqlAuditTrail(Database database, InstantSource clock) {
    this(database, clock, new SqlCheckpoints(database)::keysAsStored, new FreshEntries(database));
  }

  SqlAuditTrail(
      Database database, InstantSource clock, Supplier<Keyring> trusted, FreshEntries fresh) {
    this.database = database;
    this.clock = clock;
    this.trusted = trusted;
    this.fresh = fresh;
    this.keys = new SqlSubjectKeys(sealing, clock);
  }

  @Override
  public AuditEntry append(Tx tx, AuditEvent event) {
    Instant now = clock.instant();
    SortedSet<String> subjects = Sealing.subjects(event, now);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, SubjectKey> sealedUnder = keys.ensure(tx, subjects);
      Content content = sealing.seal(event, now, sealedUnder::get);
      Optional<ChainEntry> entry =
          insert(Database.handle(tx).getConnection(), Micros.of(now), content, sealedUnder);
      if (entry.isPresent()) {
        tx.afterCommit(fresh::added);
        return new AuditEntry(entry.get(), event, java.util.Set.of());
      }
      // Somebody was erased since their key was read; they begin anew.
      keys.forget(subjects);
    }
    throw PlumblineException.of(
        ErrorCode.CONFLICT, "The keys of this entry's persons are being erased; try again");
  }

  private static Optional<ChainEntry> insert(
      Connection connection, long micros, Content content, Map<String, SubjectKey> keys) {
    OffsetDateTime at = Times.utc(Micros.instant(micros));
    try (PreparedStatement append = connection.prepareStatement(APPEND)) {
      append.setLong(1, micros);
      append.setObject(2, at);
      append.setLong(3, micros);
      append.setBytes(4, CanonicalForm.tag(CanonicalForm.NEWEST));
      append.setLong(5, micros);
      append.setBytes(6, CanonicalForm.content(CanonicalForm.NEWEST, content));
      append.setArray(
          7,
          connection.createArrayOf(
              "text", keys.values().stream().map(SubjectKey::pseudonym).toArray()));
      append.setInt(8, keys.size());
      append.setString(9, content.who().actor());
      append.setString(10, content.who().onBehalfOf());
      append.setString(11, content.who().requestId());
      append.setString(12, content.who().address());
      append.setString(13, content.action());
      append.setString(14, content.objectKind());
      append.setString(15, content.objectId());
      append.setString(16, AuditRows.json(content.before()));
      append.setString(17, AuditRows.json(content.after()));
      append.setString(18, content.reason());
      append.setString(19, content.problem());
      append.setBytes(20, AuditRows.sealed(content.sealed()));
      try (ResultSet row = append.executeQuery()) {
        return row.next() ? Optional.of(appended(row, content)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw new org.jdbi.v3.core.result.ResultSetException(
          "the entry could not be appended", failure, null);
    }
  }

  private static ChainEntry appended(ResultSet row, Content content) throws SQLException {
    var entry =
        new ChainEntry(
            CanonicalForm.NEWEST,
            row.getLong(1),
            row.getLong(2),
            content,
            Digest.of(row.getBytes(3)),
            Digest.of(row.getBytes(4)));
    if (!entry.computedHash().equals(entry.hash())) {
      throw new IllegalStateException("the database and this program hash entries differently");
    }
    return entry;
  }

  @Override
  public AuditPage list(AuditQuery query) {
    Long before = query.before();
    List<AuditEntry> found =
        database.read(
            handle ->
                open(
                    handle,
                    filter(handle, query.filter())
                        .newestFirst(
                            handle, before == null ? Long.MAX_VALUE : before, query.limit() + 1)));
    boolean more = found.size() > query.limit();
    return new AuditPage(more ? found.subList(0, query.limit()) : found, more);
  }

  /** The filter with the pseudonyms of the persons it names. */
  SqlFilter filter(Handle handle, AuditFilter filter) {
    String actor = filter.actor();
    String object = filter.object();
    return new SqlFilter(
        filter,
        actor == null ? Optional.empty() : keys.pseudonym(handle, actor),
        object == null ? Optional.empty() : keys.pseudonym(handle, object));
  }

  SqlSubjectKeys keys() {
    return keys;
  }

  List<AuditEntry> open(Handle handle, List<ChainEntry> entries) {
    Map<String, SubjectKey> opening = keys.opening(handle, entries);
    return entries.stream()
        .map(entry -> Sealing.open(entry, name -> Optional.ofNullable(opening.get(name))))
        .toList();
  }

  @Override
  public Optional<AuditEntry> find(long sequence) {
    return database.read(
        handle ->
            open(
                    handle,
                    handle
                        .createQuery(
                            "select "
                                + AuditRows.COLUMNS
                                + " from audit_entry where sequence = :sequence")
                        .bind("sequence", sequence)
                        .map((row, context) -> AuditRows.entry(row))
                        .list())
                .stream()
                .findFirst());
  }

  @Override
  public ChainVerification verify(LongConsumer progress) {
    return new ChainVerification(
        new ChainReading(database, trusted.get()).verify(progress), clock.instant());
  }
}
