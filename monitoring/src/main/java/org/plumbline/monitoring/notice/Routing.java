package org.plumbline.monitoring.notice;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.Severity;

/** Sets who is told of alerts, and when nobody is; each change leaves an audit entry. */
public final class Routing {
  private static final Duration LONGEST_SILENCE = Duration.ofDays(90);
  private static final int SECRET_BYTES = 32;
  private static final Pattern MAIL_ADDRESS = Pattern.compile("[^@\\s,<>]+@[^@\\s,<>]+");
  private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

  private final Transactions transactions;
  private final RouteStore store;
  private final NoticeStore notices;
  private final Courier courier;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final SecureRandom random;

  public Routing(
      Transactions transactions,
      RouteStore store,
      NoticeStore notices,
      Courier courier,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.store = store;
    this.notices = notices;
    this.courier = courier;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  public List<NoticeRoute> routes() {
    return store.routes();
  }

  /**
   * A route as it was set.
   *
   * @param secret what the receiver checks the signature with, told this once; null when the caller
   *     gave one, or when there is none to tell
   */
  public record Made(NoticeRoute route, @Nullable String secret) {}

  /**
   * Makes or replaces a route.
   *
   * @param secret what signs a webhook, or the routing key of PagerDuty; null keeps the one there
   *     is, and makes one for a new webhook
   * @throws PlumblineException INVALID_FIELD, MISSING_FIELD
   */
  public Made put(NoticeRoute wanted, @Nullable String secret, Actor by) {
    Optional<NoticeRoute> before = find(wanted.name());
    boolean known =
        before.map(NoticeRoute::form).filter(wanted.form()::equals).isPresent()
            && store.secret(wanted.name()).isPresent();
    NoticeRoute route = wanted;
    String kept = secret;
    String told = null;
    switch (wanted.form()) {
      case WEBHOOK -> {
        requireUrl(wanted.address());
        if (secret == null && !known) {
          told = newSecret();
          kept = told;
        }
      }
      case ALERTMANAGER -> requireUrl(wanted.address());
      case SLACK -> {
        /* Whoever knows the address may post, so it is kept as the secret it is. */
        if (!(known && before.orElseThrow().address().equals(wanted.address()))) {
          URI address = requireUrl(wanted.address());
          kept = wanted.address();
          route = withAddress(wanted, address.getScheme() + "://" + address.getHost() + "/…");
        }
      }
      case PAGERDUTY -> {
        route = wanted.address().isBlank() ? withAddress(wanted, PAGERDUTY) : wanted;
        requireUrl(route.address());
        if (secret == null && !known) {
          throw PlumblineException.of(
                  ErrorCode.MISSING_FIELD, "PagerDuty needs its routing key as 'secret'")
              .with("field", "secret");
        }
      }
      case MAIL -> requireMail(wanted.address());
    }
    NoticeRoute made = route;
    String sealed = kept;
    transactions.run(
        tx -> {
          store.put(tx, made, sealed);
          audit.append(
              tx,
              AuditEvent.of(by, "alert-route.set", "alert-route", made.name())
                  .before(before.map(Routing::facts).orElse(Map.of()))
                  .after(facts(made)));
        });
    return new Made(made, told);
  }

  private static NoticeRoute withAddress(NoticeRoute route, String address) {
    return new NoticeRoute(
        route.name(), route.form(), address, route.match(), route.after(), route.enabled());
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "whsec_" + HexFormat.of().formatHex(bytes);
  }

  private static URI requireUrl(String address) {
    try {
      var url = new URI(address);
      if (url.getHost() != null
          && url.getUserInfo() == null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Refused below, with the other texts that are no address.
    }
    throw NoticeRoute.invalid(
        "address", "'%s' is no address: use such as https://host/path".formatted(address));
  }

  private static void requireMail(String addresses) {
    for (String address : addresses.split(",", -1)) {
      if (!MAIL_ADDRESS.matcher(address.strip()).matches()) {
        throw NoticeRoute.invalid(
            "address", "'%s' is no mail address such as ops@example.org".formatted(address));
      }
    }
  }

  private static Map<String, String> facts(NoticeRoute route) {
    Map<String, String> facts = new LinkedHashMap<>(facts(route.match()));
    facts.put("form", route.form().wireName());
    facts.put("address", route.address());
    facts.put("after", route.after().toString());
    facts.put("enabled", Boolean.toString(route.enabled()));
    return facts;
  }

  private static Map<String, String> facts(AlertMatch match) {
    return Map.of(
        "model", match.model() == null ? "*" : match.model(),
        "kinds",
            match.kinds().isEmpty()
                ? "*"
                : match.kinds().stream()
                    .map(AlertKind::wireName)
                    .sorted()
                    .collect(Collectors.joining(",")),
        "column", match.column() == null ? "*" : match.column(),
        "severity", match.least().wireName());
  }

  /**
   * Removes a route; what still waits for it is dead.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public void remove(String name, Actor by) {
    NoticeRoute route = load(name);
    transactions.run(
        tx -> {
          store.remove(tx, name);
          audit.append(
              tx,
              AuditEvent.of(by, "alert-route.removed", "alert-route", name).before(facts(route)));
        });
  }

  private Optional<NoticeRoute> find(String name) {
    return store.routes().stream().filter(route -> route.name().equals(name)).findFirst();
  }

  private NoticeRoute load(String name) {
    return find(name)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_FOUND, "There is no alert route '" + name + "'"));
  }

  /**
   * Sends a notice that says that it is a test, now and once.
   *
   * @return why it did not arrive; empty when the receiver took it
   * @throws PlumblineException NOT_FOUND
   */
  public Optional<String> test(String name, Actor by) {
    NoticeRoute route = load(name);
    Instant now = clock.instant();
    var alert =
        new AlertLine(
            new UUID(0, 0).toString(),
            "test",
            1,
            "test",
            Severity.INFO.wireName(),
            "open",
            "A test of the alert route " + name,
            "Sent by " + by.username() + "; no model is concerned",
            "Nothing is to be done",
            "test",
            null,
            now,
            null,
            null);
    var notice = new Notice(ids.get(), name, NoticeEvent.TEST, alert, null, now);
    Optional<String> failure = courier.carry(notice, route, store.secret(name).orElse(null));
    transactions.run(
        tx ->
            audit.append(
                tx,
                AuditEvent.of(by, "alert-route.tested", "alert-route", name)
                    .after(Map.of("result", failure.orElse("delivered")))));
    return failure;
  }

  /** Silences that are on or to come, the one that ends first first. */
  public List<Silence> silences() {
    return store.silences(clock.instant());
  }

  /**
   * Lets nobody be told of matching alerts until the end.
   *
   * @param from null for now
   * @throws PlumblineException INVALID_FIELD
   */
  public Silence silence(
      AlertMatch match, @Nullable Instant from, Instant until, String reason, Actor by) {
    Instant now = clock.instant();
    Instant begin = from == null ? now : from;
    if (!until.isAfter(now) || !until.isAfter(begin) || until.isAfter(now.plus(LONGEST_SILENCE))) {
      throw NoticeRoute.invalid(
          "until",
          "'%s' must lie after the beginning and now, at most 90 days ahead".formatted(until));
    }
    if (reason.isBlank()) {
      throw NoticeRoute.invalid("reason", "A silence needs a reason");
    }
    var silence = new Silence(ids.get(), match, begin, until, reason, by.username());
    transactions.run(
        tx -> {
          store.save(tx, silence);
          Map<String, String> facts = new LinkedHashMap<>(facts(match));
          facts.put("until", until.toString());
          audit.append(
              tx,
              AuditEvent.of(by, "alert.silenced", "silence", silence.id().toString())
                  .after(facts)
                  .because(reason));
        });
    return silence;
  }

  /**
   * Ends a silence now.
   *
   * @throws PlumblineException NOT_FOUND; CONFLICT when it has ended
   */
  public Silence unsilence(UUID id, Actor by) {
    Silence found =
        store
            .silence(id)
            .orElseThrow(
                () -> PlumblineException.of(ErrorCode.NOT_FOUND, "There is no silence " + id));
    Instant now = clock.instant();
    if (!found.until().isAfter(now)) {
      throw PlumblineException.of(
          ErrorCode.CONFLICT, "The silence ended at " + found.until() + " already");
    }
    Instant from = found.from().isAfter(now) ? now : found.from();
    var ended = new Silence(id, found.match(), from, now, found.reason(), found.by());
    transactions.run(
        tx -> {
          store.save(tx, ended);
          audit.append(
              tx,
              AuditEvent.of(by, "alert.unsilenced", "silence", id.toString())
                  .before(Map.of("until", found.until().toString()))
                  .after(Map.of("until", now.toString())));
        });
    return ended;
  }

  /** Notices with their delivery, newest first. */
  public List<NoticeLine> notices(
      @Nullable NoticeState state, @Nullable String route, @Nullable UUID after, int limit) {
    return notices.list(state, route, after, limit);
  }

  /**
   * Lets a notice that waits or is dead be tried again at once.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public void again(UUID notice, Actor by) {
    transactions.run(
        tx -> {
          if (!notices.again(tx, notice, clock.instant())) {
            throw PlumblineException.of(
                ErrorCode.NOT_FOUND, "There is no notice " + notice + " that waits or is dead");
          }
          audit.append(tx, AuditEvent.of(by, "notice.retried", "notice", notice.toString()));
        });
  }
}
