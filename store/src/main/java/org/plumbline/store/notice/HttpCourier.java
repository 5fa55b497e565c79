package org.plumbline.store.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.notice.Courier;
import org.plumbline.monitoring.notice.Notice;
import org.plumbline.monitoring.notice.NoticeRoute;

/** Carries notices by HTTP: follows no redirect, and signs our own form. Safe to share. */
final class HttpCourier implements Courier, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final NoticeBodies bodies;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  HttpCourier(NoticeBodies bodies, InstantSource clock) {
    this.bodies = bodies;
    this.clock = clock;
  }

  @Override
  public Optional<String> carry(Notice notice, NoticeRoute route, @Nullable String secret) {
    String key = secret == null ? "" : secret;
    return switch (route.form()) {
      case WEBHOOK -> {
        String body = bodies.webhook(notice);
        yield post(
            route.address(),
            body,
            WebhookSignature.HEADER,
            WebhookSignature.sign(key, clock.instant(), body),
            "Plumbline-Delivery",
            notice.id().toString());
      }
      case SLACK -> post(key, bodies.slack(notice));
      case ALERTMANAGER -> post(route.address(), bodies.alertmanager(notice));
      case PAGERDUTY -> post(route.address(), bodies.pagerDuty(notice, key));
      case MAIL -> Optional.of("A mail does not go by HTTP");
    };
  }

  private Optional<String> post(String address, String body, String... headers) {
    try {
      URI target = URI.create(address);
      if (isLinkLocal(target)) {
        return Optional.of(target.getHost() + " is link-local, where machines keep their secrets");
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(target)
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .header("User-Agent", "plumbline")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("It answered " + status);
    } catch (IOException unreachable) {
      return Optional.of(unreachable.toString());
    } catch (IllegalArgumentException unusable) {
      return Optional.of("The address cannot be used");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static boolean isLinkLocal(URI target) throws IOException {
    for (InetAddress address : InetAddress.getAllByName(target.getHost())) {
      if (address.isLinkLocalAddress()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
