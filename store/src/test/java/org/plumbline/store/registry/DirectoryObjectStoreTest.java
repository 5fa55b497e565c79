package org.plumbline.store.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.ObjectStoreContract;

class DirectoryObjectStoreTest extends ObjectStoreContract {
  @TempDir private Path root;

  @Override
  protected ObjectStore store() {
    return new DirectoryObjectStore(root);
  }

  @Override
  protected void damage(ContentHash hash) {
    Path file = root.resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
    try {
      Files.writeString(file, "something else");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
