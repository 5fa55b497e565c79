package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.ProfileSettings;
import org.plumbline.stats.profile.TableProfile;

/**
 * What one version did in a comparison; merges with what it did elsewhere.
 *
 * @param errors answers that failed
 * @param profile of the columns {@link #SCORE}, {@link #NANOS} and {@link #DIFFERENCE}
 */
public record Arm(long errors, TableProfile profile) {
  static final String SCORE = "score";

  /** How long the scoring of a row took. */
  static final String NANOS = "nanos";

  /** The score less that of the champion for the same row; missing when only one answered. */
  static final String DIFFERENCE = "difference";

  static final List<ProfileColumn> COLUMNS =
      List.of(
          ProfileColumn.numeric(SCORE),
          ProfileColumn.numeric(NANOS),
          ProfileColumn.numeric(DIFFERENCE));

  /** A percent of the rank is plenty, and an hour of a comparison then takes a few kilobytes. */
  static final ProfileSettings MEMORY = new ProfileSettings(512, 16);

  public static final Arm EMPTY = new Arm(0, new ProfileBuilder(COLUMNS, MEMORY).build());

  public Arm {
    require(errors >= 0, "errors %s must be 0 or more", errors);
  }

  public long answers() {
    return profile.rowCount();
  }

  /** NaN-free: 0 before anything was asked. */
  public double errorRate() {
    long asked = answers() + errors;
    return asked == 0 ? 0 : (double) errors / asked;
  }

  /** A quantile of the time that a row took, NaN without rows. */
  public double nanos(double share) {
    return column(NANOS).quantile(share);
  }

  public NumericProfile scores() {
    return column(SCORE);
  }

  public NumericProfile differences() {
    return column(DIFFERENCE);
  }

  public Arm merge(Arm other) {
    return new Arm(errors + other.errors, profile.merge(other.profile));
  }

  private NumericProfile column(String name) {
    return (NumericProfile) profile.column(name).orElseThrow();
  }
}
