package org.plumbline.deployment.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.monitoring.AppliedSafeguard.Cause;

/** Looks at one row before it is scored. Immutable. */
sealed interface RowCheck {
  /** What is wrong, null when nothing is. */
  @Nullable Finding find(double[] slots, double ageSeconds);

  /** Values against ranges; a missing value is in every range. */
  record Ranges(List<ColumnContract> features, double[] low, double[] high, Reaction reaction)
      implements RowCheck {
    @Override
    public @Nullable Finding find(double[] slots, double ageSeconds) {
      for (int i = 0; i < slots.length; i++) {
        if (slots[i] < low[i] || slots[i] > high[i]) {
          boolean below = slots[i] < low[i];
          return new Finding(
              Cause.RANGE,
              reaction,
              "%s is %s, %s %s"
                  .formatted(
                      features.get(i).name(),
                      text(i, slots[i]),
                      below ? "below" : "above",
                      text(i, below ? low[i] : high[i])));
        }
      }
      return null;
    }

    private String text(int slot, double value) {
      ColumnContract feature = features.get(slot);
      return Column.text(feature.type(), feature.categories(), value);
    }
  }

  /** How many values are missing. */
  record Missing(MissingValues rule) implements RowCheck {
    @Override
    public @Nullable Finding find(double[] slots, double ageSeconds) {
      int missing = 0;
      for (double slot : slots) {
        missing += Double.isNaN(slot) ? 1 : 0;
      }
      return missing <= rule.most() * slots.length
          ? null
          : new Finding(
              Cause.MISSING,
              rule.reaction(),
              "%s of %s features have no value".formatted(missing, slots.length));
    }
  }

  /** How old the row is; one that does not say is not judged. */
  record Stale(Staleness rule) implements RowCheck {
    @Override
    public @Nullable Finding find(double[] slots, double ageSeconds) {
      return ageSeconds > rule.most().toSeconds()
          ? new Finding(
              Cause.STALE,
              rule.reaction(),
              "the row is %s s old, more than %s".formatted((long) ageSeconds, rule.most()))
          : null;
    }
  }

  /** How many values are unlike the reference; an unknown category is -1 and so below its range. */
  record Unusual(double[] low, double[] high, UnusualRow rule) implements RowCheck {
    @Override
    public @Nullable Finding find(double[] slots, double ageSeconds) {
      int outside = 0;
      int judged = 0;
      for (int i = 0; i < slots.length; i++) {
        if (!Double.isNaN(slots[i])) {
          judged++;
          outside += slots[i] < low[i] || slots[i] > high[i] ? 1 : 0;
        }
      }
      return outside <= rule.most() * judged
          ? null
          : new Finding(
              Cause.UNUSUAL,
              rule.reaction(),
              "%s of %s values lie outside of the reference's middle".formatted(outside, judged));
    }
  }

  /** Rows of a segment that is stopped. */
  record Stopped(Kill kill, RowFilter rows, Reaction reaction) implements RowCheck {
    @Override
    public @Nullable Finding find(double[] slots, double ageSeconds) {
      return rows.holds(slots) ? new Finding(Cause.KILL, reaction, kill.refusal().text()) : null;
    }
  }
}
