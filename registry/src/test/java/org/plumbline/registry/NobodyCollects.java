package org.plumbline.registry;

import java.util.function.Consumer;
import org.plumbline.kernel.Tx;

/** For tests in which nothing is ever removed. */
public final class NobodyCollects implements LiveObjects {
  @Override
  public void share(Tx tx) {}

  @Override
  public void claim(Tx tx) {}

  @Override
  public void each(Tx tx, Consumer<ContentHash> object) {}
}
