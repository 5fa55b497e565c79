package org.plumbline.store.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.LiveObjects;
import org.plumbline.store.Database;
import org.plumbline.store.Json;

/**
 * The objects that versions, foreign ones, runs and documents name; an advisory lock keeps
 * collector and registrations apart.
 */
public final class SqlLiveObjects implements LiveObjects {
  private static final long LOCK = 0x706c_6f62_6a65_6374L;
  private static final int FETCH = 5_000;

  @Override
  public void share(Tx tx) {
    lock(tx, "select pg_advisory_xact_lock_shared(:lock)");
  }

  @Override
  public void claim(Tx tx) {
    lock(tx, "select pg_advisory_xact_lock(:lock)");
  }

  private static void lock(Tx tx, String sql) {
    Database.handle(tx).createQuery(sql).bind("lock", LOCK).mapToMap().list();
  }

  @Override
  public void each(Tx tx, Consumer<ContentHash> object) {
    Handle handle = Database.handle(tx);
    try (Stream<String> manifests =
        handle
            .createQuery("select manifest from model_version")
            .setFetchSize(FETCH)
            .mapTo(String.class)
            .stream()) {
      manifests.forEach(
          manifest ->
              Json.read(manifest, new TypeReference<Map<String, String>>() {})
                  .values()
                  .forEach(hash -> object.accept(new ContentHash(hash))));
    }
    try (Stream<String> artifacts =
        handle
            .createQuery(
                """
                select hash from run_artifact
                union all select hash from foreign_file
                union all select hash from document
                union all select p.object from run_upload_part p join run_upload u on u.id = p.upload
                  where u.expires_at > now()
                """)
            .setFetchSize(FETCH)
            .mapTo(String.class)
            .stream()) {
      artifacts.forEach(hash -> object.accept(new ContentHash(hash)));
    }
  }
}
