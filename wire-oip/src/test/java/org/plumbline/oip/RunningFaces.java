package org.plumbline.oip;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.plumbline.access.Accounts.NewUser;
import org.plumbline.access.Role;
import org.plumbline.access.Username;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.CanaryStore;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.Share;
import org.plumbline.http.entrance.BearerEntrance;
import org.plumbline.http.entrance.Meters;
import org.plumbline.http.entrance.Rates;
import org.plumbline.http.entrance.Refusals;
import org.plumbline.http.prediction.LoopDelay;
import org.plumbline.http.prediction.ModelBreakers;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.http.prediction.ScoringPool;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc;
import org.plumbline.registry.Purpose;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.access.AccessRoom;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;
import org.plumbline.training.TrainedVersion;

/**
 * Both wires on free ports, over a fresh database: {@code scored} and {@code numbers} serve version
 * 1 and have a version 2, {@code idle} serves none; accounts are admin, ben and eve.
 */
final class RunningFaces implements AutoCloseable {
  static final String PASSWORD = "correct-Horse-7-battery";

  private final TestDatabase test = TestDatabase.fresh();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AccessRoom access;
  private final AuditTrail audit;
  private final Refusals refusals;
  private final RegistryRoom registry;
  private final WatchRoom watch;
  private final GroupCommitLog log;
  private final HttpServer http;
  private final EventLoopGroup loops = new NioEventLoopGroup(1);
  private final GrpcFace grpc;
  private final int grpcPort;
  private final ManagedChannel channel;

  RunningFaces() {
    InstantSource clock = InstantSource.system();
    audit = new SqlAuditTrail(test.database(), clock);
    Home home = home();
    access =
        AccessRoom.open(home, test.database(), audit, Map.of("PLUMBLINE_ADMIN_PASSWORD", PASSWORD));
    account("ben", Role.DATA_SCIENTIST);
    account("eve", Role.VIEWER);
    refusals = new Refusals(test.database(), audit, clock);
    registry = RegistryRoom.over(test.database(), home, audit, clock, Map.of());
    var ids = new TimeOrderedIds(clock, new SecureRandom());
    watch = WatchRoom.over(test.database(), registry.registry(), audit, ids::next, clock);
    log = GroupCommitLog.start(watch.predictionWriter(), 1_000);
    var meters = new Meters(new SimpleMeterRegistry());
    var entrance = new BearerEntrance(access.authenticator(), Rates.standard(), refusals, meters);
    var pool = new ScoringPool();
    var rows =
        new RowAnswers(
            watch.routes(),
            log,
            watch.comparisons(),
            watch.paces(),
            watch.answerMemory(),
            ids,
            clock,
            meters,
            new LoopDelay(vertx),
            pool,
            new ModelBreakers());
    var answers =
        new OipAnswers(state(), watch.routes(), registry.models(), registry.versions(), rows);
    Router router = Router.router(vertx);
    new HttpFace(entrance, answers).register(router);
    http = await(vertx.createHttpServer().requestHandler(router).listen(0));
    grpc = new GrpcFace(new GrpcAddress("localhost", 0, true), loops, entrance, answers);
    grpcPort = grpc.start();
    channel = NettyChannelBuilder.forAddress("localhost", grpcPort).usePlaintext().build();
    registerAll();
  }

  private static ServerState state() {
    return new ServerState() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public String version() {
        return "1.2.3";
      }
    };
  }

  private void registerAll() {
    TrainedVersion rows =
        ExampleVersion.trained(
            ExampleVersion.model(), ExampleVersion.CONTRACT, Map.of("age", 30, "plan", "gold"));
    register("scored", rows);
    register("idle", rows);
    register(
        "numbers",
        ExampleVersion.trained(
            ExampleVersion.numbers(), ExampleVersion.NUMBERS, Map.of("a", 1.0, "b", 2.0)));
    serve("scored");
    serve("numbers");
  }

  /** Adds a version; other content is another version. */
  private void register(String model, TrainedVersion version) {
    var _ =
        registry
            .registry()
            .register(new ModelName(model), version, new Purpose("", "", ""), Actor.user("admin"));
  }

  /** Puts version 1 into production, past all approvals. */
  private void serve(String model) {
    Instant now = Instant.now();
    var row =
        new LedgerRow(
            VersionId.of(model, 1), Stage.PRODUCTION, now, null, now, "admin", null, "test");
    test.database().run(tx -> watch.ledger().append(tx, row));
    var _ =
        test.database()
            .read(
                handle ->
                    handle
                        .createUpdate(
                            "insert into model_summary (model, stage, serving_version, updated_at)"
                                + " values (:model, 'PRODUCTION', 1, now()) on conflict (model) do"
                                + " update set stage = excluded.stage, serving_version = 1")
                        .bind("model", model)
                        .execute());
    var _ = watch.routes().refresh();
  }

  /** Adds a version 2 of {@code scored}, which answers for a share of the entities from now on. */
  Share tryOut(TrainedVersion version, int percent) {
    register("scored", version);
    Instant now = Instant.now();
    var request = new UUID(1, 2);
    var row =
        new LedgerRow(
            VersionId.of("scored", 2),
            Stage.CANARY,
            now,
            null,
            now,
            "admin",
            request,
            "test",
            percent);
    test.database()
        .run(
            tx -> {
              Database.handle(tx)
                  .execute(
                      """
                      insert into change_request (id, model, version, stage, author, reason, verdict,
                        rollback, required_approvals, state, refusals, created_at, expires_at)
                      values (?, 'scored', 2, 'CANARY', 'ana', 'test', 'APPROVED', false, 0,
                        'approved', '', now(), now())
                      """,
                      request);
              watch.ledger().append(tx, row);
            });
    var _ = watch.routes().refresh();
    return Share.of(percent, request);
  }

  /** How many answers about {@code scored} were compared between champion and canary. */
  long compared() {
    watch.comparisons().catchUp();
    long deployment =
        test.database()
            .read(
                handle ->
                    handle
                        .createQuery(
                            "select position from deployment_ledger where stage = 'CANARY'")
                        .mapTo(Long.class)
                        .one());
    return watch.canaryStore().hours(deployment, VersionId.of("scored", 1)).stream()
        .map(CanaryStore.Hour::evidence)
        .mapToLong(seen -> seen.champion().answers() + seen.challenger().answers())
        .sum();
  }

  private static Home home() {
    try {
      return Home.open(Files.createTempDirectory("oip-faces"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void account(String name, Role role) {
    access
        .accounts()
        .create(new NewUser(new Username(name), name, Set.of(role), PASSWORD), Actor.user("admin"));
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** What a caller sends as Authorization. */
  String bearer(String user) {
    return "Bearer " + access.signOn().login(user, PASSWORD, Actor.user(user)).accessToken();
  }

  GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub stranger() {
    return GRPCInferenceServiceGrpc.newBlockingStub(channel).withInterceptors(new Patience());
  }

  /** Each call ends, however long ago its stub was made. */
  private static final class Patience implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return next.newCall(method, options.withDeadlineAfter(60, TimeUnit.SECONDS));
    }
  }

  GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub stub(String user) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), bearer(user));
    return stranger().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  ManagedChannel channel() {
    return channel;
  }

  int grpcPort() {
    return grpcPort;
  }

  HttpRequest.Builder request(String user, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + http.actualPort() + path));
    return user.isEmpty() ? request : request.header("Authorization", bearer(user));
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  HttpResponse<byte[]> get(String user, String path) {
    return send(request(user, path).GET().build());
  }

  HttpResponse<byte[]> post(String user, String path, String json) {
    return send(
        request(user, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** Entities of the logged rows, the latest first. */
  List<String> loggedEntities(int rows) {
    return test.database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select coalesce(entity, '') from prediction order by id desc limit :rows")
                    .bind("rows", rows)
                    .mapTo(String.class)
                    .list());
  }

  long logged() {
    return test.database()
        .read(
            handle ->
                handle.createQuery("select count(*) from prediction").mapTo(Long.class).one());
  }

  /** How often an action was refused and entered. */
  long entered(String action) {
    return test.database()
        .read(
            handle ->
                handle
                    .createQuery("select count(*) from audit_entry where action = :action")
                    .bind("action", action)
                    .mapTo(Long.class)
                    .one());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    grpc.stop();
    var _ = await(http.close());
    var _ = await(vertx.close());
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    log.close();
    refusals.close();
    access.close();
    test.close();
  }
}
