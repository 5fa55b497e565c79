package org.plumbline.http.prediction;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.AnswerMemory.Remembered;

/**
 * Answers requests that bear a key: each once, and whoever repeats one gets the same bytes. Such a
 * request has a commit of its own, so it costs more than one without.
 */
final class KeyedAnswers {
  private final AnswerMemory memory;

  KeyedAnswers(AnswerMemory memory) {
    this.memory = memory;
  }

  /** How an answer is written down; gives what to answer with. */
  @FunctionalInterface
  interface Commit<A> {
    CompletionStage<A> commit(Answerer.Answer answer);
  }

  /**
   * The remembered answer, or that of the work.
   *
   * @param work computes an answer and gives it to the commit
   */
  CompletionStage<byte[]> answer(
      Once once, Function<Commit<byte[]>, CompletionStage<byte[]>> work) {
    // The store is asked before and after, which must not hold the event loop.
    return CompletableFuture.supplyAsync(() -> memory.find(once.key()), Thread::startVirtualThread)
        .thenCompose(
            (Optional<Remembered> known) ->
                known.isPresent()
                    ? CompletableFuture.completedStage(repeated(known.get(), once))
                    : work.apply(answer -> commit(once, answer)));
  }

  private CompletionStage<byte[]> commit(Once once, Answerer.Answer answer) {
    var mine = new Remembered(once.request(), answer.json());
    return CompletableFuture.supplyAsync(
        () -> {
          Remembered counts = memory.remember(once.key(), mine, answer.logged());
          return counts.equals(mine) ? mine.json() : repeated(counts, once);
        },
        Thread::startVirtualThread);
  }

  private static byte[] repeated(Remembered known, Once once) {
    if (!known.isOf(once.request())) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT,
              Once.HEADER
                  + " was used for another request within the last day: send that one again"
                  + " unchanged, or choose a new key")
          .with("field", Once.HEADER);
    }
    once.repeated().run();
    return known.json();
  }
}
