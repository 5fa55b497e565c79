package org.plumbline.store.registry;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Sends objects to a bucket, whole or in parts; what is there already only becomes young again. */
final class S3Upload {
  private static final int BUFFER = 1 << 16;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;

  private final S3Bucket bucket;
  private final Path spool;
  private final int part;

  /**
   * @param spool where streams are kept until they are sent
   * @param part what is larger is sent in parts of so many bytes, each tried again by itself
   */
  S3Upload(S3Bucket bucket, Path spool, int part) {
    this.bucket = bucket;
    this.spool = spool;
    this.part = part;
  }

  /**
   * Keeps a stream: first in a file of ours, since its hash is its key and a part may be sent
   * again.
   */
  ContentHash keep(InputStream content) {
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

  /** Keeps an object that is sent in one request. */
  void keep(ContentHash hash, RequestBody content) {
    String checksum = checksum(content);
    unlessThere(
        hash,
        condition ->
            bucket
                .client()
                .putObject(
                    put ->
                        put.bucket(bucket.name())
                            .key(bucket.key(hash))
                            .ifNoneMatch(condition)
                            .contentMD5(checksum),
                    content));
  }

  private void keepInParts(ContentHash hash, Path file) throws IOException {
    String upload =
        bucket.asked(
            "write object " + hash,
            () ->
                bucket
                    .client()
                    .createMultipartUpload(
                        create -> create.bucket(bucket.name()).key(bucket.key(hash)))
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
              bucket
                  .client()
                  .completeMultipartUpload(
                      complete ->
                          complete
                              .bucket(bucket.name())
                              .key(bucket.key(hash))
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
        bucket.asked(
            "write part " + number + " of object " + hash,
            () ->
                bucket
                    .client()
                    .uploadPart(
                        send ->
                            send.bucket(bucket.name())
                                .key(bucket.key(hash))
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
      bucket
          .client()
          .abortMultipartUpload(
              abort -> abort.bucket(bucket.name()).key(bucket.key(hash)).uploadId(upload));
    } catch (SdkException failure) {
      System.getLogger(S3Upload.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "An upload of object {0} could not be aborted: {1}",
              hash,
              failure.getMessage());
    }
  }

  /** Writes what is not there, on a server that does not know the condition too. */
  private void unlessThere(ContentHash hash, Consumer<String> write) {
    bucket.asked(
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
    bucket
        .client()
        .copyObject(
            copy ->
                copy.sourceBucket(bucket.name())
                    .sourceKey(bucket.key(hash))
                    .destinationBucket(bucket.name())
                    .destinationKey(bucket.key(hash))
                    .metadataDirective(MetadataDirective.REPLACE));
  }
}
