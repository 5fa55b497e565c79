package org.plumbline.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Objects in memory, for tests. */
public final class MemoryObjects implements ObjectStore {
  private final Map<ContentHash, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public ContentHash write(byte[] content) {
    ContentHash hash = ContentHash.of(content);
    objects.putIfAbsent(hash, content.clone());
    return hash;
  }

  @Override
  public ContentHash write(InputStream content) {
    try {
      return write(content.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public byte[] read(ContentHash hash) {
    byte[] content = objects.get(hash);
    if (content == null) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no object " + hash);
    }
    if (!ContentHash.of(content).equals(hash)) {
      throw PlumblineException.of(ErrorCode.TAMPERED, "Object " + hash + " was changed");
    }
    return content.clone();
  }

  @Override
  public boolean contains(ContentHash hash) {
    return objects.containsKey(hash);
  }

  @Override
  public InputStream open(ContentHash hash) {
    return new ByteArrayInputStream(read(hash));
  }

  @Override
  public void verify(ContentHash hash) {
    read(hash);
  }

  @Override
  public void each(Consumer<StoredObject> object) {
    objects.forEach(
        (hash, content) -> object.accept(new StoredObject(hash, content.length, Instant.EPOCH)));
  }

  @Override
  public void delete(ContentHash hash) {
    objects.remove(hash);
  }

  /** Changes what is kept under the hash, as a failing disk would. */
  public void damage(ContentHash hash) {
    objects.computeIfPresent(
        hash,
        (key, content) -> {
          byte[] damaged = content.clone();
          damaged[damaged.length / 2] ^= 1;
          return damaged;
        });
  }
}
