package org.plumbline.store.registry;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.plumbline.kernel.Breaker;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.StoredObject;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
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

  private static final int BUFFER = 1 << 16;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** For one request with all its attempts, the sending of a part included. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** More wait for a connection, and are refused after five seconds. */
  private static final int AT_ONCE = 32;

  private static final int FAILURES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{64}");

  private final S3Client client;
  private final S3Settings settings;
  private final Path spool;
  private final int part;
  private final Breaker breaker;

  private S3ObjectStore(S3Client client, S3Settings settings, Path spool, Limits limits) {
    this.client = client;
    this.settings = settings;
    this.spool = spool;
    this.part = limits.part();
    this.breaker = limits.breaker();
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
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(limits.silence())
                    .maxConnections(AT_ONCE)
                    .connectionAcquisitionTimeout(CONNECT))
            // Three attempts, with pauses that grow and are not the same for all.
            .overrideConfiguration(
                override -> override.retryStrategy(RetryMode.STANDARD).apiCallTimeout(LONGEST))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            // The newer, trailing checksums are refused by many servers.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    settings.endpoint().ifPresent(builder::endpointOverride);
    return new S3ObjectStore(builder.build(), settings, spool, limits);
  }

  @Override
  public ContentHash write(byte[] content) {
    ContentHash hash = ContentHash.of(content);
    keep(hash, RequestBody.fromBytes(content));
    return hash;
  }

  @Override
  public ContentHash write(InputStream content) {
    try {
      Path temporary =
          Files.createTempFile(
              spool,
              ".upload-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        ContentHash hash = copy(content, temporary);
        if (Files.size(temporary) <= part) {
          keep(hash, RequestBody.fromFile(temporary));
        } else {
          keepInParts(hash, temporary);
        }
        return hash;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.STORE_UNAVAILABLE,
          "An upload broke off or found no room in " + spool + "; nothing of it was kept",
          failure);
    }
  }

  private static ContentHash copy(InputStream content, Path target) throws IOException {
    MessageDigest digest = ContentHash.sha256();
    try (var out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
      content.transferTo(out);
    }
    return ContentHash.ofDigest(digest);
  }

  private void keep(ContentHash hash, RequestBody content) {
    String checksum = checksum(content);
    unlessThere(
        hash,
        condition ->
            client.putObject(
                put ->
                    put.bucket(settings.bucket())
                        .key(key(hash))
                        .ifNoneMatch(condition)
                        .contentMD5(checksum),
                content));
  }

  private void keepInParts(ContentHash hash, Path file) throws IOException {
    String upload =
        asked(
            "write object " + hash,
            () ->
                client
                    .createMultipartUpload(
                        create -> create.bucket(settings.bucket()).key(key(hash)))
                    .uploadId());
    boolean kept = false;
    try {
      List<CompletedPart> parts = new ArrayList<>();
      long bytes = Files.size(file);
      for (long from = 0; from < bytes; from += part) {
        parts.add(send(hash, upload, parts.size() + 1, region(file, from, bytes)));
      }
      unlessThere(
          hash,
          condition ->
              client.completeMultipartUpload(
                  complete ->
                      complete
                          .bucket(settings.bucket())
                          .key(key(hash))
                          .uploadId(upload)
                          .ifNoneMatch(condition)
                          .multipartUpload(all -> all.parts(parts))));
      kept = true;
    } finally {
      if (!kept) {
        abort(hash, upload);
      }
    }
  }

  private CompletedPart send(ContentHash hash, String upload, int number, RequestBody content) {
    String checksum = checksum(content);
    String tag =
        asked(
            "write part " + number + " of object " + hash,
            () ->
                client
                    .uploadPart(
                        send ->
                            send.bucket(settings.bucket())
                                .key(key(hash))
                                .uploadId(upload)
                                .partNumber(number)
                                .contentMD5(checksum),
                        content)
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** The part of the file that begins there, opened anew for each attempt to send it. */
  private RequestBody region(Path file, long from, long bytes) {
    long length = Math.min(part, bytes - from);
    return RequestBody.fromContentProvider(
        () -> {
          try {
            var content = new FileInputStream(file.toFile());
            content.getChannel().position(from);
            return content;
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        },
        length,
        "application/octet-stream");
  }

  /** The one checksum that every server compares with what has come. */
  private static String checksum(RequestBody content) {
    try (InputStream bytes = content.contentStreamProvider().newStream()) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[BUFFER];
      long left = content.optionalContentLength().orElseThrow();
      while (left > 0) {
        int read = bytes.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (read == 0) {
          throw new EOFException("A spooled upload has become shorter");
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** What is left of a failed upload takes room and nothing else; the failure itself is told. */
  private void abort(ContentHash hash, String upload) {
    try {
      client.abortMultipartUpload(
          abort -> abort.bucket(settings.bucket()).key(key(hash)).uploadId(upload));
    } catch (SdkException failure) {
      System.getLogger(S3ObjectStore.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "An upload of object {0} could not be aborted: {1}",
              hash,
              failure.getMessage());
    }
  }

  /** Writes what is not there, on a server that does not know the condition too. */
  private void unlessThere(ContentHash hash, Consumer<String> write) {
    asked(
        "write object " + hash,
        () -> {
          try {
            write.accept("*");
          } catch (S3Exception answer) {
            switch (answer.statusCode()) {
              case PRECONDITION_FAILED -> makeYoung(hash);
              case NOT_IMPLEMENTED -> write.accept(null);
              default -> throw answer;
            }
          }
          return hash;
        });
  }

  /** As if it were new, or a collection could take it for forgotten. */
  private void makeYoung(ContentHash hash) {
    client.copyObject(
        copy ->
            copy.sourceBucket(settings.bucket())
                .sourceKey(key(hash))
                .destinationBucket(settings.bucket())
                .destinationKey(key(hash))
                .metadataDirective(MetadataDirective.REPLACE));
  }

  @Override
  public byte[] read(ContentHash hash) {
    try (InputStream content = open(hash)) {
      return content.readAllBytes();
    } catch (IOException failure) {
      throw brokeOff(hash, failure);
    }
  }

  @Override
  public InputStream open(ContentHash hash) {
    return asked(
        "read object " + hash,
        () -> {
          try {
            return new CheckedStream(
                new S3Stream(client.getObject(get -> get.bucket(settings.bucket()).key(key(hash)))),
                hash);
          } catch (NoSuchKeyException absent) {
            throw PlumblineException.of(
                    ErrorCode.NOT_FOUND, "There is no object " + hash + " in " + settings, absent)
                .with("object", hash.hex());
          }
        });
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
        "Object " + hash + " broke off while it was read from " + settings + "; try again later",
        failure);
  }

  @Override
  public boolean contains(ContentHash hash) {
    return asked(
        "look for object " + hash,
        () -> {
          try {
            client.headObject(head -> head.bucket(settings.bucket()).key(key(hash)));
            return true;
          } catch (NoSuchKeyException absent) {
            return false;
          }
        });
  }

  @Override
  public void each(Consumer<StoredObject> object) {
    asked(
        "list the objects",
        () -> {
          client
              .listObjectsV2Paginator(
                  list -> list.bucket(settings.bucket()).prefix(settings.prefix()))
              .contents()
              .forEach(found -> look(found, object));
          return settings;
        });
  }

  private void look(S3Object found, Consumer<StoredObject> object) {
    String name = found.key().substring(found.key().lastIndexOf('/') + 1);
    // The bucket may hold other things, which are not ours to remove.
    if (OBJECT.matcher(name).matches() && found.key().equals(key(new ContentHash(name)))) {
      object.accept(new StoredObject(new ContentHash(name), found.size(), found.lastModified()));
    }
  }

  @Override
  public void delete(ContentHash hash) {
    asked(
        "remove object " + hash,
        () -> client.deleteObject(delete -> delete.bucket(settings.bucket()).key(key(hash))));
  }

  /** What leaves the server alone while it is away. */
  Breaker breaker() {
    return breaker;
  }

  private String key(ContentHash hash) {
    return settings.prefix() + hash.hex().substring(0, 2) + "/" + hash.hex();
  }

  private <T> T asked(String work, Supplier<T> request) {
    if (!breaker.admit()) {
      throw S3Failures.leftAlone(work, settings);
    }
    boolean away = false;
    try {
      return request.get();
    } catch (SdkException failure) {
      away = S3Failures.isAway(failure);
      throw S3Failures.of(work, settings, failure);
    } finally {
      if (away) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
    }
  }
}
