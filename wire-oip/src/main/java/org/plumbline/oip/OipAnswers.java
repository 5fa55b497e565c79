package org.plumbline.oip;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.plumbline.access.Principal;
import org.plumbline.deployment.Routes;
import org.plumbline.http.prediction.Once;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.VersionStore;

/**
 * What both wires answer from. Safe to share; whatever is not said to wait for nothing may wait.
 */
@Singleton
public final class OipAnswers {
  /** The protocol's extensions that we have, by the names that clients look for. */
  static final List<String> EXTENSIONS = List.of("binary_tensor_data", "model_repository");

  private final ServerState state;
  private final Models models;
  private final Repository repository;
  private final RowAnswers rows;

  public OipAnswers(
      ServerState state, Routes routes, ModelStore models, VersionStore versions, RowAnswers rows) {
    this.state = state;
    this.models = new Models(routes, models, versions);
    this.repository = new Repository(models, this.models);
    this.rows = rows;
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
   * Answers a request for predictions.
   *
   * @param reading reads the request
   * @return what goes back; completes when it may, on any thread
   */
  <A> CompletionStage<A> infer(Call call, Supplier<Asked<A>> reading) {
    var question = new TensorQuestion<A>(call, reading);
    if (models.hasRoute(call.model())) {
      return rows.answer(question, question::write);
    }
    // Clients tell what does not exist from what does not serve; the store is asked, which waits.
    return CompletableFuture.runAsync(
            () -> models.demandKnown(call.model()), Thread::startVirtualThread)
        .thenCompose(_ -> rows.answer(question, question::write));
  }

  /**
   * What a call for predictions says beside its tensors.
   *
   * @param version a number, empty for those that answer
   * @param bytes how large the request is
   */
  record Call(Principal caller, ModelName model, String version, int bytes, Optional<Once> once) {}
}
