package org.plumbline.store.notice;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * The server that takes our mail.
 *
 * @param encrypted from the first byte (smtps)
 * @param startTls whether the connection must turn to TLS before anything is said
 * @param password null when the server asks for none
 */
public record MailSettings(
    String host,
    int port,
    boolean encrypted,
    boolean startTls,
    @Nullable String user,
    @Nullable String password,
    String from) {
  public static final String URL = "PLUMBLINE_SMTP_URL";
  public static final String USER = "PLUMBLINE_SMTP_USER";
  public static final String PASSWORD = "PLUMBLINE_SMTP_PASSWORD";
  public static final String FROM = "PLUMBLINE_MAIL_FROM";

  /**
   * What the environment says; no mail is sent unless it names a server.
   *
   * @throws PlumblineException INVALID_CONFIGURATION
   */
  public static Optional<MailSettings> of(Map<String, String> environment) {
    String url = environment.getOrDefault(URL, "").strip();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String from = environment.getOrDefault(FROM, "").strip();
    if (from.isEmpty()) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION, FROM + " must say from whom mails are, besides " + URL);
    }
    URI server = server(url);
    boolean encrypted = "smtps".equals(server.getScheme());
    boolean startTls = "smtp+starttls".equals(server.getScheme());
    int standard = encrypted ? 465 : startTls ? 587 : 25;
    return Optional.of(
        new MailSettings(
            server.getHost(),
            server.getPort() < 0 ? standard : server.getPort(),
            encrypted,
            startTls,
            orNull(environment.get(USER)),
            orNull(environment.get(PASSWORD)),
            from));
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static URI server(String url) {
    try {
      var server = new URI(url);
      String scheme = server.getScheme();
      if (server.getHost() != null
          && ("smtp".equals(scheme) || "smtps".equals(scheme) || "smtp+starttls".equals(scheme))) {
        return server;
      }
    } catch (URISyntaxException _) {
      // Refused below, with the other texts that are no server.
    }
    throw PlumblineException.of(
        ErrorCode.INVALID_CONFIGURATION,
        URL + " '" + url + "' is no mail server: use such as smtp+starttls://mail.example.org:587");
  }

  /** The password is a secret. */
  @Override
  public String toString() {
    return host + ":" + port + " from " + from;
  }
}
