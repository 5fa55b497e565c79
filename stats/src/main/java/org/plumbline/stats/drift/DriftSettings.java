package org.plumbline.stats.drift;

import org.plumbline.stats.math.Rules;

/**
 * When a change counts as drift: it must be significant after correction over columns, and its
 * effect must reach a limit.
 *
 * <p>The effect is a Jensen–Shannon distance. For small changes PSI is about {@code 8 ln 2 ·
 * effect²}: the default limits .06, .134 and .212 stand for the customary PSI of .02, .10 and .25.
 *
 * @param significance largest adjusted p-value of a real change; the share of unchanged tables in
 *     which any column is flagged stays below it
 * @param slight least effect of a slight change
 * @param moderate least effect of a moderate change
 * @param severe least effect of a severe change
 * @param minimumRows rows needed on either side for any verdict but TOO_FEW_ROWS
 * @param correction of p-values over columns; Holm for those who must not raise any false flag
 */
public record DriftSettings(
    double significance,
    double slight,
    double moderate,
    double severe,
    long minimumRows,
    Correction correction) {
  /** 1 percent; .06, .134, .212; 50 rows; Benjamini–Hochberg. */
  public static final DriftSettings DEFAULT = new DriftSettings(0.01, 0.06, 0.134, 0.212, 50);

  public DriftSettings {
    Rules.require(
        significance > 0 && significance < 1, "significance %s must lie in (0, 1)", significance);
    Rules.require(
        0 < slight && slight <= moderate && moderate <= severe && severe <= 1,
        "effects %s, %s, %s must rise within (0, 1]",
        slight,
        moderate,
        severe);
    Rules.require(minimumRows >= 1, "minimumRows %d must be at least 1", minimumRows);
  }

  /** The same with Benjamini–Hochberg. */
  public DriftSettings(
      double significance, double slight, double moderate, double severe, long minimumRows) {
    this(significance, slight, moderate, severe, minimumRows, Correction.BENJAMINI_HOCHBERG);
  }

  /** These limits with another correction over columns. */
  public DriftSettings with(Correction other) {
    return new DriftSettings(significance, slight, moderate, severe, minimumRows, other);
  }
}
