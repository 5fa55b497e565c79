package org.plumbline.http.live;

import org.plumbline.http.problem.Problem;

/** The wire to one client. Belongs to its event loop. */
interface Outlet {
  void send(Frame frame);

  /** Whether the network takes no more for now. */
  boolean isFull();

  /** Calls back each time that the network takes more again. */
  void onDrain(Runnable call);

  /** Asks whether the other side lives; false where the wire has no such question. */
  boolean ping();

  /** Says why, then closes. */
  void close(Problem problem);
}
