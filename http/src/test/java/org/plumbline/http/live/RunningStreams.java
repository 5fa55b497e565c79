package org.plumbline.http.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Credential;
import org.plumbline.access.SignOn;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.PredictionWriter;
import org.plumbline.monitoring.feed.LiveFeed;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.access.AccessRoom;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.monitoring.SqlLogTail;
import org.plumbline.store.monitoring.SqlPredictionWriter;
import org.plumbline.store.registry.RegistryRoom;

/** Both wires on a free port over a fresh database; every name is a model's. */
final class RunningStreams implements AutoCloseable {
  private static final String PASSWORD = "correct-Horse-7-battery";

  private final TestDatabase test = TestDatabase.fresh();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AccessRoom access;
  private final LiveFeed feed;
  private final GroupCommitLog log;
  private final PredictionWriter elsewhere;
  private final StreamClients clients;
  private final HttpServer server;

  RunningStreams(StreamLimits limits) {
    InstantSource clock = InstantSource.system();
    Home home = home();
    var audit = new SqlAuditTrail(test.database(), clock);
    access =
        AccessRoom.open(home, test.database(), audit, Map.of("PLUMBLINE_ADMIN_PASSWORD", PASSWORD));
    RegistryRoom registry = RegistryRoom.over(test.database(), home, audit, clock, Map.of());
    feed = LiveFeed.start(new SqlLogTail(test.database(), clock));
    log = GroupCommitLog.start(new SqlPredictionWriter(test.database()), feed, 100_000);
    elsewhere = new SqlPredictionWriter(test.database());
    clients =
        new StreamClients(
            feed, access.authenticator(), limits, clock, vertx, new SimpleMeterRegistry());
    Router router = Router.router(vertx);
    new StreamRoutes(
            clients,
            limits,
            access.authenticator(),
            access.tickets(),
            registry.models(),
            new ObjectMapper())
        .register(router);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0));
    model("churn");
    model("fraud");
  }

  private static Home home() {
    try {
      return Home.open(Files.createTempDirectory("streams"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void model(String name) {
    test.database()
        .read(
            handle ->
                handle.execute(
                    """
                    insert into model (name, task, label, description, owner, intended_use,
                      created_at, updated_at)
                    values (?, 'BINARY', 'label', '', 'admin', '', now(), now())
                    """,
                    name));
  }

  HttpClient http() {
    return http;
  }

  String sockets() {
    return "ws://localhost:" + server.actualPort() + StreamRoutes.SOCKET;
  }

  String events(String query) {
    return "http://localhost:" + server.actualPort() + "/api/v1/stream" + query;
  }

  SignOn.Grant signIn() {
    return access.signOn().login("admin", PASSWORD, Actor.user("admin"));
  }

  String token() {
    return signIn().accessToken();
  }

  void signOut(SignOn.Grant grant) {
    access.signOn().logout(grant.refreshToken(), Actor.user("admin"));
  }

  String ticket() {
    Credential credential = access.authenticator().credential(token()).orElseThrow();
    return access.tickets().issue(credential);
  }

  SocketClient open() {
    return SocketClient.open(http, sockets(), token());
  }

  /** Logs answers of this instance; their ids in the order of the log. */
  List<String> answer(String model, @Nullable String entity, int count) {
    return answer(model, entity, count, List.of(new LoggedReason("tenure", -0.5)));
  }

  List<String> answer(
      String model, @Nullable String entity, int count, List<LoggedReason> reasons) {
    List<LoggedPrediction> rows = rows(model, entity, count, reasons);
    log.append(rows).toCompletableFuture().join();
    return ids(rows);
  }

  /** Logs answers as another instance does. */
  List<String> answerElsewhere(String model, int count) {
    List<LoggedPrediction> rows = rows(model, null, count, List.of());
    elsewhere.write(rows);
    return ids(rows);
  }

  private static List<String> ids(List<LoggedPrediction> rows) {
    return rows.stream().map(row -> row.id().toString()).sorted().toList();
  }

  private static List<LoggedPrediction> rows(
      String model, @Nullable String entity, int count, List<LoggedReason> reasons) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new LoggedPrediction(
                    UUID.randomUUID(),
                    Instant.now(),
                    VersionId.of(model, 1),
                    Stage.PRODUCTION,
                    entity,
                    0.25,
                    new double[] {i},
                    List.of(),
                    reasons))
        .toList();
  }

  /** Cuts every connection to the store, as a restart of it does. */
  void cutStore() {
    test.database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                            + " current_database() and pid <> pg_backend_pid()")
                    .mapTo(Boolean.class)
                    .list());
  }

  @Override
  public void close() {
    clients.close();
    http.close();
    await(server.close());
    log.close();
    feed.close();
    access.close();
    await(vertx.close());
    test.close();
  }
}
