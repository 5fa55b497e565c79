package org.plumbline.store.audit;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.Erasure;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.verifier.Keyring;
import org.plumbline.verifier.TrustedKey;

/**
 * The audit room put together over a database and a home.
 *
 * <p>Opening it makes the signing key when it is missing. What signs checkpoints runs only once it
 * is {@linkplain #start started}, as a server does; a command line leaves it to the server.
 */
public final class AuditRoom implements AutoCloseable {
  private final Database database;
  private final InstantSource clock;
  private final Path keys;
  private final CheckpointKey key;
  private final SqlAuditTrail trail;
  private final SqlAuditEvidence evidence;
  private final SqlErasure erasure;
  private final CheckpointMaker maker;
  private final FreshEntries fresh;
  private volatile AutoCloseableKeeper keeper = () -> {};

  private interface AutoCloseableKeeper extends AutoCloseable {
    @Override
    void close();
  }

  private AuditRoom(Home home, Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.keys = home.keys();
    this.key = CheckpointKey.open(keys);
    Keyring trusted = trusted();
    var checkpoints = new SqlCheckpoints(database);
    this.fresh = new FreshEntries(database);
    this.trail = new SqlAuditTrail(database, clock, () -> trusted.with(checkpoints.keys()), fresh);
    this.evidence =
        new SqlAuditEvidence(
            database, trail, new ExportWriter(database, trail, trail.keys(), clock));
    this.erasure = new SqlErasure(database, trail, clock);
    this.maker = new CheckpointMaker(database, clock, key, () -> trusted.with(checkpoints.keys()));
    database.run(
        tx ->
            SqlCheckpoints.add(
                Database.handle(tx), new TrustedKey(key.open(), null, null), clock.instant()));
  }

  private Keyring trusted() {
    List<PublicKey> trusted = new ArrayList<>(CheckpointKey.trusted(keys));
    trusted.add(key.open());
    return Keyring.of(trusted);
  }

  /** Opens the room, making the signing key when the home has none. */
  public static AuditRoom open(Home home, Database database, InstantSource clock) {
    return new AuditRoom(home, database, clock);
  }

  public AuditTrail trail() {
    return trail;
  }

  public AuditEvidence evidence() {
    return evidence;
  }

  public Erasure erasure() {
    return erasure;
  }

  /** Signs checkpoints from now on, whenever one is due, and keeps the lists' indexes. */
  public void start() {
    CheckpointKeeper started = CheckpointKeeper.start(maker, fresh);
    keeper = started::close;
  }

  /** Signs all entries that no checkpoint covers yet. */
  public void checkpoint() {
    fresh.list();
    maker.makeNow();
  }

  /**
   * Puts a new signing key in the old one's place and has the old one vouch for it; a server must
   * be started anew to sign with it.
   */
  public TrustedKey rotateKey(Actor by) {
    maker.makeNow();
    TrustedKey next = CheckpointKey.rotate(keys);
    database.run(
        tx -> {
          SqlCheckpoints.add(Database.handle(tx), next, clock.instant());
          trail.append(
              tx,
              AuditEvent.of(by, "audit.key-rotated", "audit-key", next.id())
                  .before(Map.of("key", key.id()))
                  .after(Map.of("key", next.id())));
        });
    return next;
  }

  /** Ends the signing with a last checkpoint, when it was started. */
  @Override
  public void close() {
    keeper.close();
  }
}
