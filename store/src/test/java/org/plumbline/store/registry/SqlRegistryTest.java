package org.plumbline.store.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Examples;
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
}
