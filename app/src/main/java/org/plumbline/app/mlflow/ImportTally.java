package org.plumbline.app.mlflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.kernel.PlumblineException;

/** What an import has done, and what it passed over and why. For one thread. */
public final class ImportTally {
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();

  /** An import that has done nothing yet. */
  public ImportTally() {}

  /** Told even where nothing of the kind comes. */
  void tellOf(String... whats) {
    for (String what : whats) {
      counts.putIfAbsent(what, 0L);
    }
  }

  void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** What we or the other store refuse is passed over; that either is away ends the import. */
  void tried(String what, Runnable work) {
    try {
      work.run();
    } catch (PlumblineException failure) {
      if (failure.code().httpStatus() >= 500) {
        throw failure;
      }
      refused.add(what + ": " + failure.text());
    }
  }

  /** How many of each kind. */
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  public List<String> refused() {
    return Collections.unmodifiableList(refused);
  }
}
