package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
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

  @Test
  void whatHasGrownToGigabytesIsTamperedWithoutBeingRead() throws IOException {
    ContentHash hash = store().write(new byte[] {1, 2, 3});
    grow(hash, 3L << 30);

    assertThatThrownBy(() -> store().read(hash))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TAMPERED));
  }

  @Test
  void whatNeedsMoreMemoryThanThereIsIsRefusedWithTheWayOut() {
    ContentHash hash = ContentHash.of(new byte[] {1});

    assertThatThrownBy(() -> WholeObjects.demandRoom(hash, 300L << 20, 256L << 20))
        .hasMessageContaining(hash.hex())
        .hasMessageContaining("-Xmx1201m");
    assertThatCode(() -> WholeObjects.demandRoom(hash, 256L << 20, 256L << 20))
        .doesNotThrowAnyException();
  }

  /** With a hole, which takes no room on the disk. */
  private void grow(ContentHash hash, long bytes) throws IOException {
    Path file = root.resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
    try (var grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(bytes);
    }
  }
}
