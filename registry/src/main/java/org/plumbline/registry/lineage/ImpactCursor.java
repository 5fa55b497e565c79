package org.plumbline.registry.lineage;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Where a page of affected versions ended: most at stake first, then by stage and name. */
public record ImpactCursor(int tierRank, int stageRank, String model, int version) {
  /** Reads what {@link #toString} writes. */
  public static ImpactCursor parse(String text) {
    String[] parts = text.split(":", 4);
    try {
      if (parts.length == 4) {
        return new ImpactCursor(
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            parts[3],
            Integer.parseInt(parts[2]));
      }
    } catch (NumberFormatException _) {
      // Refused below, with the other texts that are no cursor.
    }
    throw PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "after '" + text + "' is no cursor: take `next` of the page before")
        .with("field", "after");
  }

  @Override
  public String toString() {
    return tierRank + ":" + stageRank + ":" + version + ":" + model;
  }
}
