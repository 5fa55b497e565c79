package org.plumbline.store.deployment;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ModelName;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

/**
 * A database for the class, and a model of its own for each test, at a moment that a test may move.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChurnRoomCase {
  static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  private final TestDatabase test = TestDatabase.fresh();
  final Database database = test.database();

  @TempDir private Path objects;
  Instant now = NOW;
  ChurnRoom churn;
  WatchRoom room;
  ModelName model;

  @BeforeEach
  void wire() {
    now = NOW;
    churn = new ChurnRoom(database, objects, () -> now);
    room = churn.room;
    model = churn.model;
  }

  @AfterAll
  void close() {
    test.close();
  }
}
