package org.plumbline.store.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.plumbline.kernel.Breaker;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.StoredObject;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket of an S3 API, at {@code prefix/ab/abcdef…} as in the directory, so that one
 * may be copied to the other. Safe to share; open for as long as the process lives.
 *
 * <p>A stream is first kept in a file of ours: its hash is its key, and what is sent can be sent
 * again. An object is there whole or not at all, since the store shows an upload only at its end.
 * It is never written over: who comes second with the same bytes only makes it young again.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final int PART = 64 << 20;

  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final int FAILURES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{64}");

  private final S3Bucket bucket;
  private final S3Upload upload;

  private S3ObjectStore(S3Bucket bucket, S3Upload upload) {
    this.bucket = bucket;
    this.upload = upload;
  }

  /**
   * What is asked of the server.
   *
   * @param part what is larger is sent in parts of so many bytes, each tried again by itself
   * @param silence how long it may be silent before the attempt is given up
   */
  record Limits(int part, Duration silence, Breaker breaker) {
    static Limits standard() {
      return new Limits(
          PART, SILENCE, new Breaker("objects", FAILURES, PAUSE, InstantSource.system()));
    }

    Limits withPart(int bytes) {
      return new Limits(bytes, silence, breaker);
    }
  }

  /**
   * Makes the client; no request is sent yet.
   *
   * @param spool where streams are kept until they are sent
   */
  public static S3ObjectStore open(S3Settings settings, Path spool) {
    return open(settings, spool, Limits.standard());
  }

  static S3ObjectStore open(S3Settings settings, Path spool, Limits limits) {
    S3Bucket bucket = S3Bucket.of(settings, limits.silence(), limits.breaker());
    return new S3ObjectStore(bucket, new S3Upload(bucket, spool, limits.part()));
  }

  @Override
  public ContentHash write(byte[] content) {
    ContentHash hash = ContentHash.of(content);
    upload.keep(hash, RequestBody.fromBytes(content));
    return hash;
  }

  @Override
  public ContentHash write(InputStream content) {
    return upload.keep(content);
  }

  @Override
  public byte[] read(ContentHash hash) {
    try (InputStream content = open(hash, /* whole= */ true)) {
      return content.readAllBytes();
    } catch (IOException failure) {
      throw brokeOff(hash, failure);
    }
  }

  @Override
  public InputStream open(ContentHash hash) {
    return open(hash, /* whole= */ false);
  }

  private InputStream open(ContentHash hash, boolean whole) {
    return bucket.asked(
        "read object " + hash,
        () -> {
          try {
            ResponseInputStream<GetObjectResponse> answer =
                bucket.client().getObject(get -> get.bucket(bucket.name()).key(bucket.key(hash)));
            if (whole) {
              demandRoom(hash, answer);
            }
            return new CheckedStream(new S3Stream(answer), hash);
          } catch (NoSuchKeyException absent) {
            throw PlumblineException.of(
                    ErrorCode.NOT_FOUND,
                    "There is no object " + hash + " in " + bucket.settings(),
                    absent)
                .with("object", hash.hex());
          }
        });
  }

  private static void demandRoom(ContentHash hash, ResponseInputStream<GetObjectResponse> answer) {
    try {
      WholeObjects.demandRoom(hash, answer.response().contentLength());
    } catch (PlumblineException tooLarge) {
      answer.abort();
      throw tooLarge;
    }
  }

  @Override
  public void verify(ContentHash hash) {
    try (InputStream content = open(hash)) {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (IOException failure) {
      throw brokeOff(hash, failure);
    }
  }

  private PlumblineException brokeOff(ContentHash hash, IOException failure) {
    return PlumblineException.of(
        ErrorCode.STORE_UNAVAILABLE,
        "Object "
            + hash
            + " broke off while it was read from "
            + bucket.settings()
            + "; try again later",
        failure);
  }

  @Override
  public boolean contains(ContentHash hash) {
    return bucket.asked(
        "look for object " + hash,
        () -> {
          try {
            bucket.client().headObject(head -> head.bucket(bucket.name()).key(bucket.key(hash)));
            return true;
          } catch (NoSuchKeyException absent) {
            return false;
          }
        });
  }

  @Override
  public void each(Consumer<StoredObject> object) {
    bucket.asked(
        "list the objects",
        () -> {
          bucket
              .client()
              .listObjectsV2Paginator(
                  list -> list.bucket(bucket.name()).prefix(bucket.settings().prefix()))
              .contents()
              .forEach(found -> look(found, object));
          return bucket;
        });
  }

  private void look(S3Object found, Consumer<StoredObject> object) {
    String name = found.key().substring(found.key().lastIndexOf('/') + 1);
    // The bucket may hold other things, which are not ours to remove.
    if (OBJECT.matcher(name).matches() && found.key().equals(bucket.key(new ContentHash(name)))) {
      object.accept(new StoredObject(new ContentHash(name), found.size(), found.lastModified()));
    }
  }

  @Override
  public void delete(ContentHash hash) {
    bucket.asked(
        "remove object " + hash,
        () ->
            bucket
                .client()
                .deleteObject(delete -> delete.bucket(bucket.name()).key(bucket.key(hash))));
  }

  /** What leaves the server alone while it is away. */
  Breaker breaker() {
    return bucket.breaker();
  }
}
