package org.plumbline.oip;

/**
 * A request for predictions as it came by one wire.
 *
 * @param <A> what goes back by it
 */
interface Asked<A> {
  InferRequest request();

  /** Writes the answer in the form that the request asks for. */
  A write(InferAnswer answer);
}
