package org.plumbline.store.notice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;
import org.plumbline.monitoring.notice.Courier;
import org.plumbline.monitoring.notice.Dispatcher;
import org.plumbline.monitoring.notice.NoticeForm;
import org.plumbline.monitoring.notice.Routing;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.monitoring.SqlIncidents;

/**
 * Who is told of alerts, wired to PostgreSQL, HTTP and SMTP.
 *
 * <p>Nothing runs by itself: {@link #start} it where notices are to be carried.
 */
public record NoticeRoom(
    Routing routing,
    Dispatcher dispatcher,
    AutoCloseable couriers,
    Optional<NoticeRetention> retention)
    implements AutoCloseable {
  /** Where people find the pages, for links in notices. */
  public static final String PAGES = "PLUMBLINE_PUBLIC_URL";

  /** For how many days notices of resolved alerts are kept; for ever when absent. */
  static final String RETENTION = "PLUMBLINE_NOTICE_RETENTION_DAYS";

  private static final long MOST_DAYS = 36_500;

  /** Wires the room; its key lies with the other keys of the data directory. */
  public static NoticeRoom over(
      Database database,
      Home home,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock,
      Map<String, String> environment) {
    var random = new SecureRandom();
    String pages = environment.getOrDefault(PAGES, "").strip();
    var bodies =
        new NoticeBodies(
            pages.isEmpty()
                ? null
                : pages.endsWith("/") ? pages.substring(0, pages.length() - 1) : pages);
    var http = new HttpCourier(bodies, clock);
    Courier courier =
        courier(
            http, MailSettings.of(environment).map(settings -> new MailCourier(settings, bodies)));
    var routes = new SqlRoutes(database, new SecretBox(key(home.keys(), random), random));
    var notices = new SqlNotices(database);
    return new NoticeRoom(
        new Routing(database, routes, notices, courier, audit, ids, clock, random),
        new Dispatcher(database, notices, routes, new SqlIncidents(database), courier, ids, clock),
        http,
        Settings.of(environment).number(RETENTION, MOST_DAYS).stream()
            .mapToObj(days -> new NoticeRetention(database, audit, clock, days))
            .findFirst());
  }

  /** Carries notices, and drops old ones, until {@link #close}. */
  public void start() {
    dispatcher.start();
    retention.ifPresent(NoticeRetention::start);
  }

  private static Courier courier(HttpCourier http, Optional<MailCourier> mail) {
    return (notice, route, secret) -> {
      if (route.form() != NoticeForm.MAIL) {
        return http.carry(notice, route, secret);
      }
      return mail.isEmpty()
          ? Optional.of("No mail server is configured: set " + MailSettings.URL)
          : mail.get().carry(notice, route, secret);
    };
  }

  private static byte[] key(Path keys, SecureRandom random) {
    Path file = keys.resolve("alert-routes");
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[SecretBox.KEY_BYTES];
        random.nextBytes(key);
        var mode =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(keys, "alert-routes", ".new", mode);
        Files.write(fresh, key, StandardOpenOption.SYNC);
        try {
          Files.createLink(file, fresh);
        } catch (java.nio.file.FileAlreadyExistsException _) {
          // Another process was first; its key is the one.
        }
        Files.delete(fresh);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != SecretBox.KEY_BYTES) {
        throw PlumblineException.of(
            ErrorCode.TAMPERED, file + " is no key of 32 bytes; restore it from a backup");
      }
      return key;
    } catch (IOException failure) {
      throw new UncheckedIOException("The key of alert routes cannot be read: " + file, failure);
    }
  }

  @Override
  public void close() {
    retention.ifPresent(NoticeRetention::close);
    dispatcher.close();
    try {
      couriers.close();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
