package org.plumbline.http.prediction;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.AnswerMemory;

/**
 * Answers requests that bear an {@code Idempotency-Key}: each once, and whoever repeats one gets
 * the same bytes. Such a request has a commit of its own, so it costs more than one without.
 */
final class KeyedAnswers {
  static final String HEADER = "Idempotency-Key";

  private final AnswerMemory memory;

  KeyedAnswers(AnswerMemory memory) {
    this.memory = memory;
  }

  /** How an answer is written down; gives the bytes to answer with. */
  @FunctionalInterface
  interface Commit {
    CompletionStage<byte[]> commit(Answerer.Answer answer);
  }

  /**
   * The remembered answer, or that of the work.
   *
   * @param work computes an answer and gives it to the commit
   */
  CompletionStage<byte[]> answer(
      ModelName model,
      String text,
      RoutingContext context,
      byte[] body,
      Function<Commit, CompletionStage<byte[]>> work) {
    if (!AnswerMemory.Key.isKey(text)) {
      throw Query.invalid(HEADER, text, "1 to 200 visible ASCII characters");
    }
    var key = new AnswerMemory.Key(model, Callers.of(context).username(), text);
    byte[] request = hash(body, context.request().query());
    // The store is asked before and after, which must not hold the event loop.
    return CompletableFuture.supplyAsync(() -> memory.find(key), Thread::startVirtualThread)
        .thenCompose(
            (Optional<AnswerMemory.Remembered> known) ->
                known.isPresent()
                    ? CompletableFuture.completedStage(repeated(known.get(), request, context))
                    : work.apply(answer -> commit(key, request, answer, context)));
  }

  private CompletionStage<byte[]> commit(
      AnswerMemory.Key key, byte[] request, Answerer.Answer answer, RoutingContext context) {
    var mine = new AnswerMemory.Remembered(request, answer.json());
    return CompletableFuture.supplyAsync(
        () -> {
          AnswerMemory.Remembered counts = memory.remember(key, mine, answer.logged());
          return counts.equals(mine) ? mine.json() : repeated(counts, request, context);
        },
        Thread::startVirtualThread);
  }

  private static byte[] repeated(
      AnswerMemory.Remembered known, byte[] request, RoutingContext context) {
    if (!known.isOf(request)) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT,
              HEADER
                  + " was used for another request within the last day: send that one again"
                  + " unchanged, or choose a new key")
          .with("field", HEADER);
    }
    context.response().putHeader("Idempotency-Replayed", "true");
    return known.json();
  }

  private static byte[] hash(byte[] body, @Nullable String query) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(body);
      return sha.digest((query == null ? "" : query).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
