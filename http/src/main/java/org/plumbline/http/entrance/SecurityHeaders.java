package org.plumbline.http.entrance;

import io.vertx.core.http.HttpServerResponse;

/** Headers that every answer carries, pages and API alike. */
final class SecurityHeaders {
  private static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; object-src 'none'; base-uri"
          + " 'none'; form-action 'self'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  static void put(HttpServerResponse response) {
    response
        .putHeader("Content-Security-Policy", CONTENT_POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  }
}
