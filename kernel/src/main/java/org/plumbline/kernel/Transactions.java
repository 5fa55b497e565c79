package org.plumbline.kernel;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens transactions. Safe to share between threads.
 *
 * <pre>{@code
 * var version = transactions.in(tx -> {
 *   var added = models.add(tx, draft);
 *   audit.append(tx, entryOf(added));
 *   return added;
 * });
 * }</pre>
 */
public interface Transactions {
  /**
   * Commits when the work returns, rolls back when it throws.
   *
   * <p>The work may run more than once, since a lost serialization race is retried: it must have no
   * effect outside of the transaction. Transactions do not nest.
   *
   * @throws PlumblineException STORE_UNAVAILABLE or STORE_FULL when the store fails, CONFLICT when
   *     a unique value exists already
   */
  <T> T in(Function<Tx, T> work);

  /** As {@link #in}, for work without a result. */
  default void run(Consumer<Tx> work) {
    in(
        tx -> {
          work.accept(tx);
          return true;
        });
  }
}
