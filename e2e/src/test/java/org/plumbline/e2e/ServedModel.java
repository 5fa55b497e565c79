package org.plumbline.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A home with one model, trained by the command line and brought to production through the API as
 * people would: asked for by one, approved by two others.
 */
final class ServedModel implements AutoCloseable {
  static final String MODEL = "churn";
  static final String PASSWORD = "Correct-Horse-7-Battery";
  private static final List<String> APPROVERS = List.of("rosa", "ravi");

  private final Path home;
  private final int port;
  private final Map<String, String> environment;
  private Program server;
  private Api api;

  private ServedModel(Path home, int port, Map<String, String> environment, Program server) {
    this.home = home;
    this.port = port;
    this.environment = environment;
    this.server = server;
    this.api = Api.anonymous(port);
  }

  static ServedModel start(Path home) throws IOException, InterruptedException {
    return start(home, Map.of());
  }

  /** With more of the service's settings. */
  static ServedModel start(Path home, Map<String, String> settings)
      throws IOException, InterruptedException {
    PreparedHome.copyTo(home);
    return launch(home, settings);
  }

  /** Another instance on the database of the first, with a home of its own. */
  static ServedModel beside(ServedModel first, Path home) throws IOException, InterruptedException {
    PreparedHome.copyTo(home);
    return launch(home, new Postgres(first.home).settings());
  }

  /** Makes the home that {@link PreparedHome} copies, and leaves it stopped. */
  static void trainAndApprove(Path home) throws IOException, InterruptedException {
    var table = Tables.customers(home.resolveSibling(home.getFileName() + ".csv"), 3_000, 11);
    train(home, table);
    try (var served = launch(home, Map.of())) {
      served.approve();
      served.server.terminate(Duration.ofSeconds(30));
    }
  }

  /** Trains the next version. */
  static void train(Path home, Path table) throws InterruptedException {
    train(home, table, MODEL);
  }

  /** Trains the next version of a model, which may be its first. */
  static void train(Path home, Path table, String model) throws InterruptedException {
    check(
        Program.run(
            home,
            "train",
            "--data",
            table.toString(),
            "--label",
            "churned",
            "--positive",
            "yes",
            "--id",
            "customer",
            "--name",
            model,
            "--json"));
  }

  private static ServedModel launch(Path home, Map<String, String> settings)
      throws IOException, InterruptedException {
    int port = Program.freePort();
    var environment = new HashMap<>(settings);
    environment.put("PLUMBLINE_ADMIN_PASSWORD", PASSWORD);
    var served = new ServedModel(home, port, environment, launch(home, port, environment));
    try {
      served.api = signIn(port);
      return served;
    } catch (IOException | InterruptedException | AssertionError failure) {
      served.close();
      throw failure;
    }
  }

  /** Starts the service on this home again, after a kill too, and signs in. */
  void serve() throws IOException, InterruptedException {
    server = launch(home, port, environment);
    api = signIn(port);
  }

  /** Another setting from the next start on. */
  void with(String name, String value) {
    environment.put(name, value);
  }

  private static Program launch(Path home, int port, Map<String, String> environment)
      throws InterruptedException {
    Program server =
        Program.start(
            home,
            environment,
            "serve",
            "--port",
            Integer.toString(port),
            "--grpc-port",
            Integer.toString(grpcPort(port)));
    try {
      awaitReady(server, port);
      return server;
    } catch (InterruptedException | AssertionError failure) {
      server.close();
      throw failure;
    }
  }

  /** Signs in anew, as after the token has expired. */
  void signIn() throws IOException, InterruptedException {
    api = signIn(port);
  }

  private static Api signIn(int port) throws IOException, InterruptedException {
    return Api.anonymous(port).signIn("admin", PASSWORD);
  }

  static void awaitReady(Program server, int port) throws InterruptedException {
    var anonymous = Api.anonymous(port);
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (System.nanoTime() < end) {
      try {
        if (anonymous.read("/health/ready").status() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // The port is not open yet; the loop is bounded by its deadline.
      }
      server.awaitMoment(Duration.ofMillis(100));
    }
    throw new AssertionError("not ready within 90 s: " + server.everything());
  }

  private void approve() throws IOException, InterruptedException {
    for (String name : APPROVERS) {
      var created =
          Program.runWithInput(
              home,
              PASSWORD + "\n",
              "user",
              "create",
              name,
              "--role",
              "risk-officer",
              "--password-stdin");
      check(created);
    }
    deploy(1, "production", Map.of());
    awaitServing();
  }

  /** Asks for a stage, and has it approved by as many as it takes. */
  void deploy(int version, String stage, Map<String, Object> plan)
      throws IOException, InterruptedException {
    deploy(MODEL, version, stage, plan);
  }

  /** As above, of another model. */
  void deploy(String model, int version, String stage, Map<String, Object> plan)
      throws IOException, InterruptedException {
    var wanted = new HashMap<String, Object>();
    wanted.putAll(
        Map.of(
            "model",
            model,
            "version",
            version,
            "stage",
            stage,
            "reason",
            "its turn, as the scorecard says"));
    if (!plan.isEmpty()) {
      wanted.put("plan", plan);
    }
    var request = api.post("/api/v1/change-requests", wanted);
    if (request.status() != 201) {
      throw new AssertionError("no change request: " + request);
    }
    String address = "/api/v1/change-requests/" + request.body().path("id").asText();
    for (String name : APPROVERS) {
      if (!api.read(address).body().path("state").asText().equalsIgnoreCase("open")) {
        return;
      }
      var answer =
          Api.anonymous(port)
              .signIn(name, PASSWORD)
              .post(
                  address + "/approvals",
                  Map.of("decision", "approve", "comment", "scorecard read"));
      if (answer.status() != 200) {
        throw new AssertionError("not approved: " + answer);
      }
    }
  }

  private void awaitServing() throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (predict(1).status() != 200) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not serving within 10 s: " + predict(1));
      }
      server.awaitMoment(Duration.ofMillis(100));
    }
  }

  Api.Answer predict(int tenure) throws IOException, InterruptedException {
    return predict(MODEL, tenure);
  }

  Api.Answer predict(String model, int tenure) throws IOException, InterruptedException {
    return api.post(
        "/api/v1/models/" + model + "/predictions", Map.of("rows", List.of(row(tenure))));
  }

  static Map<String, Object> row(int tenure) {
    return Map.of(
        "customer",
        "c" + tenure,
        "tenure",
        tenure,
        "plan",
        "monthly",
        "charges",
        70.5,
        "support_calls",
        2);
  }

  Api api() {
    return api;
  }

  Program server() {
    return server;
  }

  Path home() {
    return home;
  }

  /** Apart from the ports that are drawn. */
  private static int grpcPort(int port) {
    return port < 60_000 ? port + 5_000 : port - 5_000;
  }

  int grpcPort() {
    return grpcPort(port);
  }

  int port() {
    return port;
  }

  private static void check(Program.Result result) {
    if (result.exitCode() != 0) {
      throw new AssertionError("the command failed: " + result);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
