package org.plumbline.http.pages;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.http.entrance.RequestIds;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;

/**
 * Serves the built pages, {@code /openapi.yaml} and {@code /docs}; any other address that is not a
 * file answers the one page, whose own router takes it from there.
 *
 * <p>Files are read once and kept: there are few, and only those that exist are kept.
 */
@Singleton
public final class Pages {
  /** After health and metrics, before the resources, which answer 404 to all they do not know. */
  private static final int ORDER = 20_000;

  private static final String ROOT = "META-INF/pages";
  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("woff2", "font/woff2"));
  private static final String NOT_BUILT =
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Plumbline</title>"
          + "<h1>Plumbline</h1><p>This program was built without its pages (-DskipUi). The API is"
          + " described at <a href=\"/docs\">/docs</a>.</p></html>";

  private final Map<String, Asset> assets = new ConcurrentHashMap<>();

  void register(@Observes Router router) {
    router.get("/openapi.yaml").handler(context -> contract().answer(context));
    router.get("/docs").handler(context -> docs().answer(context));
    Asset style =
        Asset.revalidated(
            "text/css; charset=utf-8", ApiDocs.STYLE.getBytes(StandardCharsets.UTF_8));
    router.get("/docs.css").handler(style::answer);
    router.route().order(ORDER).handler(this::answer);
  }

  private void answer(RoutingContext context) {
    HttpMethod method = context.request().method();
    String path = context.normalizedPath();
    if (path.startsWith("/api/")) {
      context.next();
      return;
    }
    boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    if (!reads) {
      refuse(context, false);
      return;
    }
    Optional<Asset> file = path.equals("/") ? Optional.empty() : find(path);
    if (file.isPresent()) {
      file.get().answer(context);
    } else if (path.lastIndexOf('.') > path.lastIndexOf('/') && path.startsWith("/assets/")) {
      refuse(context, true);
    } else {
      find("/index.html").orElseGet(Pages::notBuilt).answer(context);
    }
  }

  private static void refuse(RoutingContext context, boolean reads) {
    Problem problem =
        reads
            ? Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address")
            : Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "The method does not exist at this address");
    byte[] body = problem.toJson(RequestIds.of(context));
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Buffer.buffer(body));
  }

  private Optional<Asset> find(String path) {
    Asset known = assets.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    String suffix = path.substring(path.lastIndexOf('.') + 1);
    String mediaType = MEDIA_TYPES.get(suffix);
    if (mediaType == null || path.contains("..") || path.contains("//")) {
      return Optional.empty();
    }
    Optional<Asset> found =
        read(ROOT + path)
            .map(
                content ->
                    path.startsWith("/assets/")
                        ? Asset.immutable(mediaType, content)
                        : Asset.revalidated(mediaType, content));
    found.ifPresent(asset -> assets.put(path, asset));
    return found;
  }

  private Asset contract() {
    return assets.computeIfAbsent(
        "/openapi.yaml",
        path ->
            Asset.revalidated(
                "application/yaml; charset=utf-8",
                read("META-INF/openapi.yaml").orElseThrow(IllegalStateException::new)));
  }

  private Asset docs() {
    return assets.computeIfAbsent(
        "/docs",
        path -> {
          String yaml =
              new String(
                  read("META-INF/openapi.yaml").orElseThrow(IllegalStateException::new),
                  StandardCharsets.UTF_8);
          String page = ApiDocs.page(yaml);
          return Asset.revalidated(
              "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
        });
  }

  private static Asset notBuilt() {
    return Asset.revalidated(
        "text/html; charset=utf-8", NOT_BUILT.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> read(String resource) {
    try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
