package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Examples;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.registry.RegistryContract;
import org.plumbline.registry.VersionSigner;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

class SqlRegistryTest extends RegistryContract {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();

  @TempDir private Path objects;
  private final VersionSigner signer = Examples.signer();

  @BeforeEach
  void empty() {
    DATABASE.run(
        tx -> {
          Database.handle(tx)
              .execute("truncate model, model_version, model_summary, audit_entry cascade");
          Database.handle(tx)
              .execute(
                  "update audit_head set sequence = 0, hash = decode(repeat('00', 32), 'hex')");
        });
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Override
  protected Registry.Ports ports() {
    return new Registry.Ports(
        DATABASE,
        new SqlModelStore(DATABASE),
        new SqlVersionStore(DATABASE),
        new DirectoryObjectStore(objects),
        new JsonPartCodec(),
        new SqlAuditTrail(DATABASE, () -> Examples.NOON),
        signer,
        new SqlLiveObjects(),
        listening());
  }

  @Override
  protected void damage(ContentHash hash) {
    Path file = objects.resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
    try {
      byte[] content = Files.readAllBytes(file);
      content[content.length / 2] ^= 1;
      Files.write(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void listsTenThousandModelsWithinTheBudget() {
    var registry = new Registry(ports(), java.util.List.of(), () -> Examples.NOON);
    registry.register(new ModelName("zebra"), Examples.churn(1), Purpose.UNSAID, Actor.user("a"));
    DATABASE.run(
        tx ->
            Database.handle(tx)
                .execute(
                    """
                    insert into model (name, task, label, description, owner, intended_use,
                      created_at, updated_at)
                    select 'model-' || i, 'BINARY', 'y', 'description of ' || md5(i::text),
                      'team ' || i % 50, '', now(), now()
                    from generate_series(1, 10000) i
                    """));
    DATABASE.run(tx -> Database.handle(tx).execute("analyze model"));
    var models = new SqlModelStore(DATABASE);

    assertThat(models.list(ModelQuery.first(50)).total()).isEqualTo(10_001);
    assertFast(() -> models.list(ModelQuery.first(50)));
    assertFast(() -> models.list(ModelQuery.first(50).search("zebr")));
    assertFast(() -> models.list(ModelQuery.first(50).after(new ModelName("model-7"))));
    assertFast(() -> models.list(ModelQuery.first(50).search("team 7").stage("none")));
    assertFast(models::counts);
  }

  /** The best of some runs, since the machine of the build is shared. */
  private static void assertFast(Runnable query) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 15; i++) {
      long start = System.nanoTime();
      query.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
  }
}
