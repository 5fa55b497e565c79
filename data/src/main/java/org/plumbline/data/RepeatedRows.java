package org.plumbline.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts rows that equal an earlier one but for the id, by a 64-bit hash, up to a bound. */
final class RepeatedRows {
  private static final int MAX_ROWS = 2_000_000;

  private final Set<Long> seen = new HashSet<>();
  private long repeated;

  /**
   * FNV-1a over the fields; the chance of a false repeat in two million rows is 1 in ten million.
   */
  void add(List<String> fields, int without) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < fields.size(); i++) {
      if (i == without) {
        continue;
      }
      String field = fields.get(i);
      for (int k = 0; k < field.length(); k++) {
        hash = (hash ^ field.charAt(k)) * 0x100000001b3L;
      }
      hash = (hash ^ 0xFFFF) * 0x100000001b3L;
    }
    if (seen.contains(hash)) {
      repeated++;
    } else if (seen.size() < MAX_ROWS) {
      seen.add(hash);
    }
  }

  long count() {
    return repeated;
  }
}
