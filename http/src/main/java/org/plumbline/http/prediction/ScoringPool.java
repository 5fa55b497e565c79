package org.plumbline.http.prediction;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A thread per core for large requests, in a lane for each model: after each request the model's
 * next one goes to the end of the queue, so that one slow model takes turns with the others instead
 * of standing before them. When as many wait as are worth waiting for, in all or of one model, the
 * next is turned away with 503.
 */
@Singleton
public final class ScoringPool implements Executor {
  private static final int WAITING = 256;

  /** So many of one model leave room for three others that are as slow. */
  private static final int WAITING_PER_MODEL = WAITING / 4;

  private final ThreadPoolExecutor threads;
  private final int cores;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  public ScoringPool() {
    this(Runtime.getRuntime().availableProcessors());
  }

  ScoringPool(int cores) {
    this.cores = cores;
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
          ErrorCode.OVERLOADED,
          "%s large requests wait already; try again in a moment".formatted(WAITING),
          full);
    }
  }

  /** The lane of a model; give it names of models that serve, as lanes are kept. */
  public Executor of(String model) {
    return lanes.computeIfAbsent(model, Lane::new);
  }

  /** At most a request per core of the model stands in the common queue; the others wait here. */
  private final class Lane implements Executor {
    private final String model;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Lane(String model) {
      this.model = model;
    }

    @Override
    public void execute(Runnable work) {
      synchronized (this) {
        if (running == cores) {
          if (waiting.size() == WAITING_PER_MODEL) {
            throw PlumblineException.of(
                ErrorCode.OVERLOADED,
                "%s large requests to %s wait already; try again in a moment"
                    .formatted(WAITING_PER_MODEL, model));
          }
          waiting.add(work);
          return;
        }
        running++;
      }
      try {
        ScoringPool.this.execute(() -> run(work));
      } catch (PlumblineException full) {
        synchronized (this) {
          running--;
        }
        throw full;
      }
    }

    private void run(Runnable work) {
      try {
        work.run();
      } finally {
        Runnable next = leave();
        if (next != null) {
          next(next);
        }
      }
    }

    /** What waits has been let in already, so that it runs here when the queue is full. */
    private void next(Runnable work) {
      try {
        threads.execute(() -> run(work));
      } catch (RejectedExecutionException full) {
        run(work);
      }
    }

    private synchronized @Nullable Runnable leave() {
      Runnable next = waiting.poll();
      if (next == null) {
        running--;
      }
      return next;
    }
  }

  /** Does the work on the pool and waits for it, for callers on virtual threads. */
  public <T> T await(Supplier<T> work) {
    return await(work, this);
  }

  /** As above, in the lane of a model. */
  public <T> T await(String model, Supplier<T> work) {
    return await(work, of(model));
  }

  private static <T> T await(Supplier<T> work, Executor executor) {
    try {
      return CompletableFuture.supplyAsync(work, executor).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  @PreDestroy
  void close() {
    threads.shutdown();
  }
}
