package org.plumbline.store.registry;

import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.Breaker;
import org.plumbline.registry.ObjectStore;
import org.plumbline.store.Home;

/** Where objects are kept, as the environment says: in a bucket, else in the home. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * Opens the store; an S3 API is asked nothing yet.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_CONFIGURATION when the environment
   *     names a bucket and not all that it takes
   */
  public static ObjectStore of(Home home, Map<String, String> environment) {
    return S3Settings.of(environment)
        .<ObjectStore>map(settings -> S3ObjectStore.open(settings, home.objects()))
        .orElseGet(() -> new DirectoryObjectStore(home.objects()));
  }

  /** What guards the way to a bucket; objects of the home need no such thing. */
  public static Optional<Breaker> breaker(ObjectStore objects) {
    return objects instanceof S3ObjectStore bucket
        ? Optional.of(bucket.breaker())
        : Optional.empty();
  }
}
