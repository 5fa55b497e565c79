package org.plumbline.data.view;

import static org.plumbline.kernel.Require.require;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A raw table and when its rows became known.
 *
 * @param name what SQL calls it: letters, digits, underscores
 * @param file a Parquet file
 * @param kind whether a row is something that happened or something that holds from then on
 * @param timeColumn when the row happened or began; a DATE counts as the end of its day, a missing
 *     time as never
 * @param delay how long after that the row is in our hands, such as a lag of returns
 * @param columns what SQL may see; a column filled later than the row's time must not be here
 */
public record Source(
    String name, Path file, Kind kind, String timeColumn, Duration delay, List<String> columns) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** What a row of a source stands for. */
  public enum Kind {
    /** It happened at its time: an order. A label sees those after the as-of time. */
    EVENT,
    /** It holds since its time: a customer. A label sees those known at the as-of time. */
    STATE
  }

  public Source {
    require(NAME.matcher(name).matches(), "Source name '%s' must be like 'orders_2'", name);
    require(
        !name.equals(SnapshotEngine.ENTITIES) && !name.equals(SnapshotEngine.MOMENT),
        "The source name '%s' is taken",
        name);
    require(!delay.isNegative(), "Source '%s' has the negative delay %s", name, delay);
    columns = List.copyOf(columns);
    require(columns.contains(timeColumn), "Source '%s' hides its time '%s'", name, timeColumn);
  }
}
