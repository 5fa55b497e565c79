package org.plumbline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditPage;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.ChainVerification;
import org.plumbline.deployment.Killing;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.AuditRoom;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;

/**
 * A large audit trail: loaded in bulk as a valid chain, signed, verified beside the rate at which
 * this machine hashes the same number of bytes, listed by each filter; and what an append adds to
 * the turn of a kill switch, of one caller and of several at once.
 */
public final class AuditScale {
  private static final int ASKED = 200;
  private static final int TURNS = 1_500;
  private static final int WRITERS = 8;

  private final Database database;
  private final Home home;
  private final AuditRoom room;

  private AuditScale(Home home, Database database) {
    this.home = home;
    this.database = database;
    this.room = AuditRoom.open(home, database, InstantSource.system());
  }

  public static void main(String[] arguments) {
    try (ScaleHome scale = ScaleHome.open(arguments)) {
      new AuditScale(scale.home(), scale.database()).run();
    }
  }

  private void run() {
    long start = System.nanoTime();
    room.checkpoint();
    say("sign what is new, verifying before: %,.0f s", seconds(start));
    verify();
    list();
    // As in a service, where another thread signs and keeps the lists' indexes meanwhile.
    room.start();
    try (room) {
      append();
      write();
    }
  }

  private void verify() {
    long bytes = 420;
    double limit = rawHashes(bytes);
    long start = System.nanoTime();
    ChainVerification found = room.trail().verify();
    double seconds = seconds(start);
    say("verify: %s", found.detail());
    say(
        "verify: %,.0f entries/s; SHA-256 alone, of as many bytes on all processors: %,.0f/s",
        found.entries() / seconds, limit);
  }

  /** Hashes of so many bytes a second on all processors, with the two of the Merkle tree. */
  private static double rawHashes(long bytes) {
    int threads = Runtime.getRuntime().availableProcessors();
    int rounds = 400_000;
    long start = System.nanoTime();
    var workers = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      workers[t] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      var sha256 = MessageDigest.getInstance("SHA-256");
                      byte[] entry = new byte[(int) bytes];
                      byte[] leaf = new byte[33];
                      byte[] node = new byte[65];
                      for (int i = 0; i < rounds; i++) {
                        entry[0] = sha256.digest(entry)[0];
                        leaf[0] = sha256.digest(leaf)[0];
                        node[0] = sha256.digest(node)[0];
                      }
                    } catch (GeneralSecurityException e) {
                      throw new IllegalStateException(e);
                    }
                  });
    }
    for (Thread worker : workers) {
      join(worker);
    }
    return (double) threads * rounds / seconds(start);
  }

  private void list() {
    var random = new Random(7);
    Map<String, AuditFilter> filters = new LinkedHashMap<>();
    AuditFilter all = AuditFilter.ALL;
    filters.put("newest", all);
    filters.put("person", all.actor("user7"));
    filters.put("action", all.action("model.kill"));
    filters.put("object kind", all.object("model"));
    filters.put("object id", all.object("model-123"));
    filters.put("refused", all.outcome("refused"));
    filters.put("forbidden", all.outcome("forbidden"));
    filters.put("word in every entry", all.text("agreed"));
    for (int among = 10; among <= 1_000_000; among *= 10) {
      filters.put("word in one of " + among, all.text("among" + among));
    }
    filters.put("word in one entry", all.text("needle123456"));
    filters.put("word in none", all.text("nothing"));
    filters.put("common word of a person", all.text("among10").actor("user7"));
    filters.put("rare word of an action", all.text("among10000").action("model.kill"));
    filters.put("person and action", all.actor("user7").action("model.kill"));
    filters.put("person and object", all.actor("user7").object("model-123"));
    filters.put("nobody", all.actor("nobody"));
    long last = room.trail().list(AuditQuery.newest(1)).entries().getFirst().sequence();
    Instant end = room.trail().list(AuditQuery.newest(1)).entries().getFirst().at();
    filters.put(
        "an hour long ago", all.between(end.minusSeconds(4_000_000), end.minusSeconds(3_996_400)));
    filters.put(
        "person, an hour long ago",
        all.actor("user7").between(end.minusSeconds(4_000_000), end.minusSeconds(3_996_400)));
    filters.forEach(
        (name, filter) -> {
          double[] millis = new double[ASKED];
          int items = 0;
          for (int i = 0; i < ASKED; i++) {
            Long before = i % 2 == 0 ? null : (Long) (1 + (long) (random.nextDouble() * last));
            long start = System.nanoTime();
            AuditPage page = room.trail().list(new AuditQuery(filter, 50, before));
            millis[i] = (System.nanoTime() - start) / 1e6;
            items = Math.max(items, page.entries().size());
          }
          Arrays.sort(millis);
          say(
              "list %-26s p50 %6.1f ms  p95 %6.1f ms  (up to %d entries)",
              name, millis[ASKED / 2], millis[ASKED * 95 / 100], items);
        });
    double[] proofs = new double[ASKED];
    for (int i = 0; i < ASKED; i++) {
      long sequence = 1 + (long) (random.nextDouble() * (last - 1));
      long start = System.nanoTime();
      room.evidence().inclusion(sequence);
      proofs[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(proofs);
    say(
        "inclusion proof                 p50 %6.1f ms  p95 %6.1f ms",
        proofs[ASKED / 2], proofs[ASKED * 95 / 100]);
  }

  /** Turns in pairs, one with the trail and one without, so that both meet the same noise. */
  private void append() {
    Killing with = killing(room.trail());
    Killing without = killing(new NoTrail());
    Actor actor = new Actor("user7", null, "bench", "10.0.0.7");
    double[] audited = new double[TURNS];
    double[] bare = new double[TURNS];
    for (int i = -200; i < TURNS; i++) {
      var model = new ModelName(RegistryLoad.name(11 + Math.floorMod(i, 10)));
      boolean on = i % 2 == 0;
      long start = System.nanoTime();
      (i % 4 < 2 ? with : without).turn(model, on, "a drill", actor);
      double first = (System.nanoTime() - start) / 1e6;
      start = System.nanoTime();
      (i % 4 < 2 ? without : with).turn(model, on, "a drill", actor);
      double second = (System.nanoTime() - start) / 1e6;
      if (i >= 0) {
        audited[i] = i % 4 < 2 ? first : second;
        bare[i] = i % 4 < 2 ? second : first;
      }
    }
    Arrays.sort(audited);
    Arrays.sort(bare);
    say(
        "kill switch: p50 %.2f ms with its entry, %.2f ms without (%+.0f %%); p95 %.2f and %.2f ms",
        audited[TURNS / 2],
        bare[TURNS / 2],
        100 * (audited[TURNS / 2] / bare[TURNS / 2] - 1),
        audited[TURNS * 95 / 100],
        bare[TURNS * 95 / 100]);
  }

  /** Turns of eight people at once, each of a model of their own; alternating, as above. */
  private void write() {
    Killing with = killing(room.trail());
    Killing without = killing(new NoTrail());
    double audited = 0;
    double bare = 0;
    for (int round = 0; round < 4; round++) {
      audited += rate(with);
      bare += rate(without);
    }
    say(
        "kill switches of %d writers: %,.0f a second with entries, %,.0f without",
        WRITERS, audited / 4, bare / 4);
  }

  private static double rate(Killing killing) {
    var workers = new Thread[WRITERS];
    long start = System.nanoTime();
    for (int w = 0; w < WRITERS; w++) {
      var model = new ModelName(RegistryLoad.name(21 + w));
      Actor actor = new Actor("user" + w, null, "bench", "10.0.0.7");
      workers[w] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < TURNS / WRITERS; i++) {
                      killing.turn(model, i % 2 == 0, "a drill", actor);
                    }
                  });
    }
    for (Thread worker : workers) {
      join(worker);
    }
    return TURNS / seconds(start);
  }

  private Killing killing(AuditTrail trail) {
    var registry = RegistryRoom.over(database, home, trail, InstantSource.system()).registry();
    return WatchRoom.over(database, registry, trail, UUID::randomUUID, InstantSource.system())
        .killing();
  }

  /** Takes entries and forgets them. */
  private static final class NoTrail implements AuditTrail {
    @Override
    public AuditEntry append(Tx tx, AuditEvent event) {
      return AuditLoad.nothing(event);
    }

    @Override
    public AuditPage list(AuditQuery query) {
      throw new UnsupportedOperationException("nothing is kept");
    }

    @Override
    public java.util.Optional<AuditEntry> find(long sequence) {
      return java.util.Optional.empty();
    }

    @Override
    public ChainVerification verify(LongConsumer progress) {
      throw new UnsupportedOperationException("nothing is kept");
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(interrupted));
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf(format + "%n", values);
    System.out.flush();
  }
}
