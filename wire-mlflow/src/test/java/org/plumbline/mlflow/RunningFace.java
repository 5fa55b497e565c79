package org.plumbline.mlflow;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.access.Accounts.NewUser;
import org.plumbline.access.Role;
import org.plumbline.access.Username;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.http.entrance.Meters;
import org.plumbline.http.entrance.Rates;
import org.plumbline.http.entrance.Refusals;
import org.plumbline.http.entrance.SideEntrance;
import org.plumbline.http.prediction.LoopDelay;
import org.plumbline.http.prediction.ModelBreakers;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.http.prediction.ScoringPool;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunUploads;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.access.AccessRoom;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.DirectoryObjectStore;
import org.plumbline.store.registry.RegistryRoom;
import org.plumbline.store.tracking.TrackingRoom;

/** The face on a free port, over a fresh database, with the accounts admin, ben and eve. */
final class RunningFace implements AutoCloseable {
  static final String PASSWORD = "correct-Horse-7-battery";

  private final TestDatabase test = TestDatabase.fresh();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AccessRoom access;
  private final Refusals refusals;
  private final AuditTrail audit;
  private final MlflowFace face;
  private final WatchRoom watch;
  private final GroupCommitLog predictionLog;
  private final Tracking tracking;
  private final ObjectStore objects;
  private final HttpServer server;

  RunningFace() {
    InstantSource clock = InstantSource.system();
    audit = new SqlAuditTrail(test.database(), clock);
    Home home = home();
    access = accounts(home, audit);
    refusals = new Refusals(test.database(), audit, clock);
    objects = new DirectoryObjectStore(home.objects());
    RegistryRoom registry = RegistryRoom.over(test.database(), home, audit, clock, Map.of());
    var ids = new TimeOrderedIds(clock, new SecureRandom());
    watch = WatchRoom.over(test.database(), registry.registry(), audit, ids::next, clock);
    predictionLog = GroupCommitLog.start(watch.predictionWriter(), 1_000);
    tracking = TrackingRoom.over(test.database(), audit, clock, new SecureRandom());
    var meters = new Meters(new SimpleMeterRegistry());
    var entrance =
        new SideEntrance(
            access.authenticator(), access.signOn(), Rates.standard(), refusals, meters);
    Router router = Router.router(vertx);
    face =
        new MlflowFace(
            entrance,
            tracking,
            registry.catalogue(),
            registry.stewardship(),
            watch.changeRequests());
    face.register(router);
    RunFiles files =
        TrackingRoom.files(test.database(), registry.objects(), tracking, clock, Map.of());
    RunUploads uploads =
        TrackingRoom.uploads(test.database(), registry.objects(), tracking, files, clock);
    new ArtifactFace(entrance, tracking, files, uploads).register(router);
    var rows =
        new RowAnswers(
            watch.routes(),
            predictionLog,
            watch.comparisons(),
            watch.paces(),
            watch.answerMemory(),
            ids,
            clock,
            meters,
            new LoopDelay(vertx),
            new ScoringPool(),
            new ModelBreakers());
    new ScoringFace(entrance, rows).register(router);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0));
  }

  private static Home home() {
    try {
      return Home.open(Files.createTempDirectory("mlflow-face"));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private AccessRoom accounts(Home home, AuditTrail trail) {
    AccessRoom room =
        AccessRoom.open(home, test.database(), trail, Map.of("PLUMBLINE_ADMIN_PASSWORD", PASSWORD));
    room.accounts()
        .create(
            new NewUser(new Username("ben"), "Ben", Set.of(Role.DATA_SCIENTIST), PASSWORD),
            Actor.user("admin"));
    room.accounts()
        .create(
            new NewUser(new Username("eve"), "Eve", Set.of(Role.VIEWER), PASSWORD),
            Actor.user("admin"));
    return room;
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  String address() {
    return "http://localhost:" + server.actualPort();
  }

  /** Puts a version into production, past all approvals. */
  void serve(String model, int version) {
    Instant now = Instant.now();
    var row =
        new LedgerRow(
            VersionId.of(model, version), Stage.PRODUCTION, now, null, now, "admin", null, "test");
    test.database().run(tx -> watch.ledger().append(tx, row));
    var _ = watch.routes().refresh();
  }

  /** Rows in the log of predictions. */
  long logged() {
    return test.database()
        .read(
            handle ->
                handle.createQuery("select count(*) from prediction").mapTo(Long.class).one());
  }

  /** How many objects the store holds. */
  long objects() {
    var count = new LongAdder();
    objects.each(_ -> count.increment());
    return count.sum();
  }

  /** Keeps a file of a run of the administrator's. */
  void keep(String run, String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    tracking.logArtifact(
        new RunId(run),
        new RunArtifact(path, objects.write(bytes), bytes.length, Instant.EPOCH),
        Actor.user("admin"));
  }

  /** The routes that have an answer. */
  Set<MlflowRoute> answered() {
    return face.answered();
  }

  AuditTrail audit() {
    return audit;
  }

  HttpResponse<String> get(String path) {
    return send(request(path, "admin").GET().build());
  }

  HttpResponse<String> post(String path, String body) {
    return postAs("admin", path, body);
  }

  HttpResponse<String> postAs(String user, String path, String body) {
    return send(request(path, user).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> call(String method, String path, String body) {
    return send(
        request(path, "admin").method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  HttpRequest.Builder request(String path, String user) {
    return HttpRequest.newBuilder(URI.create(address() + path))
        .header("Authorization", basic(user, PASSWORD));
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    var _ = await(server.close());
    var _ = await(vertx.close());
    predictionLog.close();
    refusals.close();
    access.close();
    test.close();
  }
}
