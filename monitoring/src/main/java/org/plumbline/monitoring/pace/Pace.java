package org.plumbline.monitoring.pace;

import java.util.List;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.ProfileSettings;
import org.plumbline.stats.profile.TableProfile;

/**
 * How quickly requests were answered, and how old the rows were. Merges with that of other
 * instances and days. Immutable.
 *
 * @param profile of the columns {@link #LATENCY} and {@link #AGE}
 */
public record Pace(TableProfile profile) {
  /** From the arrival of a request to its commit in the log; once a request. */
  private static final String LATENCY = "latencyMillis";

  /** From the time that the row tells to its answer; missing for rows that tell none. */
  private static final String AGE = "ageSeconds";

  private static final List<ProfileColumn> COLUMNS =
      List.of(ProfileColumn.numeric(LATENCY), ProfileColumn.numeric(AGE));

  /** A bucket of a day then spans about a percent of the latency; a day takes a few kilobytes. */
  private static final ProfileSettings MEMORY = new ProfileSettings(1_024, 16);

  public static final Pace NONE = new Pace(new ProfileBuilder(COLUMNS, MEMORY).build());

  public Pace merge(Pace other) {
    return new Pace(profile.merge(other.profile));
  }

  public NumericProfile latencyMillis() {
    return column(LATENCY);
  }

  public NumericProfile ageSeconds() {
    return column(AGE);
  }

  private NumericProfile column(String name) {
    return (NumericProfile) profile.column(name).orElseThrow();
  }

  /** Gathers; for one thread. */
  static final class Tally {
    private final ProfileBuilder builder = new ProfileBuilder(COLUMNS, MEMORY);

    /** A row; what is NaN is not counted. */
    void add(double latencyMillis, double ageSeconds) {
      builder.addRow(new double[] {latencyMillis, ageSeconds});
    }

    Pace pace() {
      return new Pace(builder.build());
    }
  }
}
