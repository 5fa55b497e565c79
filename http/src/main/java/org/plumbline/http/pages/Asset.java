package org.plumbline.http.pages;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** One file in memory with its tag and its compressed form; immutable. */
final class Asset {
  private static final int WORTH_COMPRESSING = 1_000;

  private final String mediaType;
  private final String caching;
  private final String tag;
  private final Buffer plain;
  private final Optional<Buffer> compressed;

  private Asset(String mediaType, String caching, byte[] content) {
    this.mediaType = mediaType;
    this.caching = caching;
    this.tag = '"' + digest(content) + '"';
    this.plain = Buffer.buffer(content);
    this.compressed =
        content.length >= WORTH_COMPRESSING && isText(mediaType)
            ? Optional.of(Buffer.buffer(gzip(content)))
            : Optional.empty();
  }

  /** A file whose name changes with its content, so that it is cached for ever. */
  static Asset immutable(String mediaType, byte[] content) {
    return new Asset(mediaType, "public, max-age=31536000, immutable", content);
  }

  /** A file that is asked for again each time and answered by 304 while it is the same. */
  static Asset revalidated(String mediaType, byte[] content) {
    return new Asset(mediaType, "no-cache", content);
  }

  void answer(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.CACHE_CONTROL, caching);
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known != null && (known.equals("*") || known.contains(tag))) {
      response.setStatusCode(304).end();
      return;
    }
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    boolean zipped = compressed.isPresent() && accepted != null && accepted.contains("gzip");
    Buffer body = zipped ? compressed.get() : plain;
    // "identity" keeps the server from compressing what is compressed or not worth it.
    response.putHeader(HttpHeaders.CONTENT_ENCODING, zipped ? "gzip" : "identity");
    response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    if (HttpMethod.HEAD.equals(context.request().method())) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private static boolean isText(String mediaType) {
    return mediaType.startsWith("text/")
        || mediaType.startsWith("application/")
        || mediaType.startsWith("image/svg");
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream(content.length / 3);
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
