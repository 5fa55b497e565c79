package org.plumbline.app.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.notice.NoticeForm;
import org.plumbline.monitoring.notice.NoticeLine;
import org.plumbline.monitoring.notice.NoticeRoute;
import org.plumbline.monitoring.notice.NoticeState;
import org.plumbline.monitoring.notice.Routing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets who is told of alerts; a running server follows within seconds. */
@Command(
    name = "alert-routes",
    description = "Shows, sets and tries who is told of alerts, and what was told.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AlertRoutesCommand extends CommandGroup {
  private static final int MOST = 200;
  private static final String SECRET = "PLUMBLINE_ALERT_ROUTE_SECRET";

  @Command(name = "list", description = "Lists the routes.", mixinStandardHelpOptions = true)
  void list(@Mixin AnswerOptions options) {
    try (NoticeDesk desk = NoticeDesk.open(options.home())) {
      List<NoticeRoute> routes = desk.routing().routes();
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("NAME", "FORM", "ADDRESS", "ALERTS", "AFTER", "ENABLED"));
      for (NoticeRoute one : routes) {
        rows.add(
            List.of(
                one.name(),
                one.form().wireName(),
                one.address(),
                MatchOptions.text(one.match()),
                one.after().isZero() ? "at once" : one.after().toString(),
                Boolean.toString(one.enabled())));
      }
      options.say(routes, rows, "Nobody is told of alerts.");
    }
  }

  @Command(
      name = "set",
      description = "Makes or replaces a route; a secret of yours comes by " + SECRET + ".",
      mixinStandardHelpOptions = true)
  void set(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--form", required = true, description = "${COMPLETION-CANDIDATES}")
          NoticeForm form,
      @Option(
              names = "--address",
              defaultValue = "",
              description = "A URL, or mail addresses parted by commas.")
          String address,
      @Mixin MatchOptions match,
      @Option(
              names = "--after-minutes",
              defaultValue = "0",
              description = "Tell only what nobody has acknowledged for so long.")
          int after,
      @Option(names = "--disabled", description = "Tell nothing for now.") boolean disabled) {
    var route =
        new NoticeRoute(name, form, address, match.match(), Duration.ofMinutes(after), !disabled);
    String given = System.getenv(SECRET);
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
      Routing.Made made =
          desk.routing().put(route, given == null || given.isBlank() ? null : given, OpenRooms.BY);
      say("Route " + made.route().name() + " is set.");
      if (made.secret() != null) {
        say("Its secret, shown this once: " + made.secret());
      }
    }
  }

  @Command(
      name = "remove",
      description = "Removes a route; what waits for it is dead.",
      mixinStandardHelpOptions = true)
  void remove(@Mixin HomeOption home, @Parameters(paramLabel = "NAME") String name) {
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
      desk.routing().remove(name, OpenRooms.BY);
    }
  }

  @Command(
      name = "test",
      description = "Sends a notice that says that it is a test.",
      mixinStandardHelpOptions = true)
  int test(@Mixin HomeOption home, @Parameters(paramLabel = "NAME") String name) {
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
      Optional<String> failure = desk.routing().test(name, OpenRooms.BY);
      say(failure.map(why -> "It did not arrive: " + why).orElse("It arrived."));
      return failure.isPresent() ? 1 : 0;
    }
  }

  @Command(
      name = "notices",
      description = "Lists what was told to whom, newest first.",
      mixinStandardHelpOptions = true)
  void notices(
      @Mixin AnswerOptions options,
      @Option(names = "--route", paramLabel = "NAME") @Nullable String route,
      @Option(names = "--state", description = "${COMPLETION-CANDIDATES}")
          @Nullable NoticeState state) {
    try (NoticeDesk desk = NoticeDesk.open(options.home())) {
      List<NoticeLine> notices = desk.routing().notices(state, route, null, MOST);
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("ID", "STATE", "ROUTE", "EVENT", "MODEL", "ATTEMPTS", "FAILURE"));
      for (NoticeLine one : notices) {
        rows.add(
            List.of(
                one.id(),
                one.state(),
                one.route(),
                one.event(),
                one.model(),
                String.format(Locale.ROOT, "%d", one.attempts()),
                one.failure() == null ? "-" : one.failure()));
      }
      options.say(notices, rows, "Nothing was told.");
    }
  }

  @Command(
      name = "retry",
      description = "Lets a notice that waits or is dead be tried again at once.",
      mixinStandardHelpOptions = true)
  void retry(@Mixin HomeOption home, @Parameters(paramLabel = "ID") UUID id) {
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
      desk.routing().again(id, OpenRooms.BY);
    }
  }
}
