package org.plumbline.registry;

import java.util.function.Consumer;
import org.plumbline.kernel.Tx;

/** Who refers to objects; one for each room that keeps some. */
public interface LiveObjects {
  /** Holds back the collector, not others who register, until the transaction ends. */
  void share(Tx tx);

  /** Holds back all who register until the transaction ends. */
  void claim(Tx tx);

  /** Names every object that something refers to; an object may be named more than once. */
  void each(Tx tx, Consumer<ContentHash> object);
}
