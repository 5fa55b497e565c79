package org.plumbline.oip;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.plumbline.access.Principal;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.http.prediction.ScoringPool;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.VersionStore;

/**
 * What both wires answer from. Safe to share; whatever is not said to wait for nothing may wait.
 */
@Singleton
public final class OipAnswers {
  /** The protocol's extensions that we have, by the names that clients look for. */
  static final List<String> EXTENSIONS = List.of("binary_tensor_data", "model_repository");

  /** About a tenth of a millisecond of reading and scoring without reasons. */
  private static final int SMALL = 8 << 10;

  private final ServerState state;
  private final Models models;
  private final Repository repository;
  private final Inference inference;
  private final ScoringPool pool;

  public OipAnswers(
      ServerState state,
      Routes routes,
      ModelStore models,
      VersionStore versions,
      RowAnswers rows,
      ScoringPool pool) {
    this.state = state;
    this.models = new Models(routes, models, versions);
    this.repository = new Repository(models, this.models);
    this.inference = new Inference(rows);
    this.pool = pool;
  }

  ServerState state() {
    return state;
  }

  Models models() {
    return models;
  }

  Repository repository() {
    return repository;
  }

  /**
   * Answers a request for predictions: a small one at once on this thread, when what it asks is in
   * memory; others on threads that may wait or compute.
   *
   * @param bytes how large the request is
   * @param reading reads the request
   * @return what goes back; completes when it may, on any thread
   */
  <A> CompletionStage<A> infer(
      Principal caller, Names names, int bytes, Supplier<Asked<A>> reading) {
    Optional<ServingVersion> ready =
        names.version().isEmpty() ? models.answering(names.model()) : Optional.empty();
    if (ready.isPresent()) {
      return bytes <= SMALL
          ? infer(ready.get(), reading.get())
          : CompletableFuture.supplyAsync(() -> infer(ready.get(), reading.get()), pool)
              .thenCompose(answer -> answer);
    }
    return CompletableFuture.supplyAsync(
            () -> models.toAnswer(caller, names.model(), names.version()),
            Thread::startVirtualThread)
        .thenComposeAsync(version -> infer(version, reading.get()), pool);
  }

  /** What goes back is made before the log has committed, on the thread that scored. */
  private <A> CompletionStage<A> infer(ServingVersion version, Asked<A> asked) {
    Inference.Pending pending = inference.infer(version, asked.request());
    A written = asked.write(pending.answer());
    return pending.logged().thenApply(_ -> written);
  }

  /**
   * What a call is about.
   *
   * @param version empty for the one that answers
   */
  record Names(String model, String version) {}
}
