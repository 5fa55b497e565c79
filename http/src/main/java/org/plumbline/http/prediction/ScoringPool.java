package org.plumbline.http.prediction;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A thread per core for large requests; when as many wait as are worth waiting for, the next is
 * turned away with 503.
 */
@Singleton
public final class ScoringPool implements Executor {
  private static final int WAITING = 256;

  private final ThreadPoolExecutor threads;

  public ScoringPool() {
    int cores = Runtime.getRuntime().availableProcessors();
    this.threads =
        new ThreadPoolExecutor(
            cores,
            cores,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("scoring-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException full) {
      throw PlumblineException.of(
          ErrorCode.STORE_UNAVAILABLE,
          "%s large requests wait already; try again in a moment".formatted(WAITING),
          full);
    }
  }

  /** Does the work on the pool and waits for it, for callers on virtual threads. */
  public <T> T await(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, this).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  @PreDestroy
  void close() {
    threads.shutdown();
  }
}
