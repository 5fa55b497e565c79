package org.plumbline.http.prediction;

import java.util.List;
import java.util.Optional;
import org.plumbline.access.Principal;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionNumber;

/**
 * A request for predictions, whichever wire it came by. Asked by one thread at a time, and read no
 * sooner than it is asked, so that a large one need not be read on an event loop.
 */
public interface Question {
  ModelName model();

  /** How large the request is: a small one is answered by the thread that brings it. */
  int bytes();

  /** The version that the caller wants, empty for those that answer. */
  default Optional<Named> named() {
    return Optional.empty();
  }

  /** That the request counts once, however often it is sent; empty when each counts. */
  default Optional<Once> once() {
    return Optional.empty();
  }

  /**
   * The rows as the contract of a version reads them, with what they break; asked again for each
   * version that answers some.
   *
   * @throws org.plumbline.kernel.PlumblineException for what cannot be read at all
   */
  List<ParsedRow> rows(ServingVersion version);

  /** How many reasons each answer bears; asked after the rows. */
  int explain();

  /**
   * Whether the caller may know to which group of people a row belongs, as whoever sent it does.
   */
  default boolean tellsGroups() {
    return true;
  }

  /** A version by its number, and who wants it. */
  record Named(VersionNumber number, Principal by) {}
}
