package org.plumbline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo from an empty directory, then what a person does with it in a browser. Each journey
 * leaves a screenshot in {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoJourneyTest {
  private static final String MODEL = "customer-churn";
  private static final Path SHOTS = Path.of("target", "screenshots");

  /** How fast a page is stands in the benchmarks; here a busy machine must not decide. */
  private static final double PATIENCE_MILLIS = 20_000;

  @TempDir private static Path directory;
  private final int port = Program.freePort();
  private Program demo;
  private Playwright playwright;
  private Browser browser;

  @BeforeAll
  void startDemo() throws InterruptedException {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    demo = startDemo(Duration.ofMinutes(5));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setChromiumSandbox(false)
                    .setArgs(
                        List.of(
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  private Program startDemo(Duration limit) throws InterruptedException {
    var started =
        Program.start(
            directory,
            Map.of("PLUMBLINE_ADMIN_PASSWORD", ServedModel.PASSWORD),
            "demo",
            "--port",
            Integer.toString(port),
            "--data",
            directory.resolve("demo").toString(),
            "--customers",
            "3000");
    started.awaitLine("http://", limit);
    ServedModel.awaitReady(started, port);
    return started;
  }

  @AfterAll
  void stop() {
    if (playwright != null) {
      playwright.close();
    }
    demo.close();
  }

  @Test
  @Order(1)
  void signInThenFindTryAndWatchTheModel() {
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context = browser.newContext(window("light"))) {
      Page page = context.newPage();
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              complaints.add(message.text());
            }
          });
      page.onPageError(complaints::add);

      signIn(page);
      assertThat(page.getByRole(AriaRole.HEADING, named("Overview")).first()).isVisible();
      assertThat(page.getByText(MODEL + " v2").first()).isVisible();
      shoot(page, "overview");

      page.getByRole(AriaRole.LINK, named("Models")).first().click();
      page.locator("input[type=search]").fill("churn");
      page.getByRole(AriaRole.LINK, named(MODEL)).first().click();
      assertThat(page.getByText("ROC-AUC").first()).isVisible();
      shoot(page, "summary");

      page.getByRole(AriaRole.LINK, named("Try it")).or(tab(page, "Try it")).first().click();
      page.getByRole(AriaRole.BUTTON, button("Score")).click();
      assertThat(page.getByText("Baseline", new Page.GetByTextOptions().setExact(false)).first())
          .isVisible();
      page.getByRole(AriaRole.BUTTON, button("Find changes")).click();
      assertThat(page.getByLabel("Ways to another answer").getByRole(AriaRole.LISTITEM).first())
          .isVisible();
      shoot(page, "try");

      page.getByRole(AriaRole.LINK, named("Drift")).or(tab(page, "Drift")).first().click();
      assertThat(page.getByText("Drift against the training data")).isVisible();
      Locator lastCell = page.getByRole(AriaRole.GRIDCELL).getByRole(AriaRole.BUTTON).last();
      lastCell.click();
      assertThat(page.getByText("Jensen-Shannon").first()).isVisible();
      shoot(page, "drift");

      page.getByRole(AriaRole.LINK, named("Performance"))
          .or(tab(page, "Performance"))
          .first()
          .click();
      assertThat(page.getByText("ROC-AUC over time").first()).isVisible();
      shoot(page, "performance");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  @Order(2)
  void everyPageIsReadableInTheDark() {
    try (BrowserContext context = browser.newContext(window("dark"))) {
      Page page = context.newPage();
      signIn(page);
      for (String path : List.of("", "models", "approvals", "alerts", "audit")) {
        page.navigate(address(path));
        assertThat(page.locator("h1")).isVisible();
        shoot(page, "dark-" + (path.isEmpty() ? "overview" : path));
      }
    }
  }

  @Test
  @Order(3)
  void wrongPasswordIsRefusedInWords() {
    try (BrowserContext context = browser.newContext(window("light"))) {
      Page page = context.newPage();
      page.navigate(address("signin"));
      page.getByLabel("Username").fill("admin");
      page.getByLabel("Password").first().fill("not the password");
      page.getByRole(AriaRole.BUTTON, button("Sign in")).click();

      assertThat(page.getByText(Pattern.compile("wrong")).first()).isVisible();
      shoot(page, "signin-refused");
    }
  }

  @Test
  @Order(4)
  void numbersBehindThePagesAreThoseOfARealPast() throws IOException, InterruptedException {
    var api = Api.anonymous(port).signIn("admin", ServedModel.PASSWORD);

    JsonNode model = api.read("/api/v1/models/" + MODEL).body();
    JsonNode drift = api.read("/api/v1/models/" + MODEL + "/drift?window=week").body();
    JsonNode performance = api.read("/api/v1/models/" + MODEL + "/performance").body();
    JsonNode verification = api.read("/api/v1/audit/verification").body();

    assertThat(model.path("serving").path(0).path("version").asInt()).isEqualTo(1);
    assertThat(model.path("latestVersion").asInt()).isEqualTo(2);
    assertThat(drift.path("windows").size()).isGreaterThanOrEqualTo(12);
    assertThat(verdictOfLastFullWeek(drift, "avg_pages_30d")).isIn("moderate", "severe");
    assertThat(performance.path("windows").size()).isGreaterThanOrEqualTo(8);
    assertThat(
            performance
                .path("windows")
                .path(1)
                .path("metrics")
                .path("rocAuc")
                .path("value")
                .asDouble())
        .isBetween(0.6, 0.95);
    assertThat(verification.path("valid").asBoolean()).isTrue();
  }

  private static String verdictOfLastFullWeek(JsonNode drift, String column) {
    int last = drift.path("windows").size() - 2;
    for (JsonNode row : drift.path("columns")) {
      if (row.path("column").asText().equals(column)) {
        return row.path("cells").path(last).path("verdict").asText().toLowerCase(Locale.ROOT);
      }
    }
    throw new AssertionError("no column " + column + " in " + drift);
  }

  @Test
  @Order(5)
  void secondStartReusesEverythingAndIsQuick() throws InterruptedException, IOException {
    demo.kill();
    long start = System.nanoTime();

    demo = startDemo(Duration.ofSeconds(60));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    var api = Api.anonymous(port).signIn("admin", ServedModel.PASSWORD);
    assertThat(api.read("/api/v1/models/" + MODEL + "/versions").body().path("items")).hasSize(2);
  }

  private void signIn(Page page) {
    page.navigate(address("signin"));
    page.getByLabel("Username").fill("admin");
    page.getByLabel("Password").first().fill(ServedModel.PASSWORD);
    page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
    page.waitForURL(address(""));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + port + "/" + path;
  }

  private static Browser.NewContextOptions window(String scheme) {
    return new Browser.NewContextOptions()
        .setViewportSize(1440, 900)
        .setColorScheme(scheme.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT);
  }

  private static void shoot(Page page, String name) {
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private static Locator tab(Page page, String name) {
    return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions button(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
