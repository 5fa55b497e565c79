package org.plumbline.stats.drift;

import java.util.List;
import org.plumbline.stats.profile.ColumnKind;

/**
 * How one column of the current data differs from the reference. A statistic that does not apply
 * (KS of categories, anything of an empty side) is {@code NaN}.
 *
 * @param column the column's name
 * @param kind its kind in the reference, or in the current data when only there
 * @param comparison whether it could be compared
 * @param referenceRows all reference rows, missing included
 * @param currentRows all current rows, missing included
 * @param psi population stability index over reference bins with half a count added to each; 0 when
 *     equal
 * @param psiCritical what PSI exceeds in 5 percent of cases without any change, at these counts
 * @param ks Kolmogorov–Smirnov distance of the distribution functions, 0 to 1; numeric only
 * @param ksError how much larger the true {@code ks} may be because values were bucketed; 0 while
 *     both profiles are exact
 * @param ksPValue its p-value, two-sided, conservative under ties
 * @param jensenShannon Jensen–Shannon distance (square root of the divergence, base 2) over the
 *     same bins, 0 to 1
 * @param wasserstein mean distance that values moved, in the column's unit; numeric only
 * @param wassersteinScaled the same in standard deviations of the reference
 * @param chiSquare statistic of homogeneity over the bins, sparse ones pooled
 * @param chiSquarePValue its p-value (Fisher's exact test for a sparse table of two by two)
 * @param cramersV Cramér's V of that table, 0 to 1
 * @param totalVariation half the sum of absolute differences of shares over the bins, 0 to 1
 * @param referenceMissingRate share of missing values in the reference
 * @param currentMissingRate share of missing values in the current data
 * @param missingPValue two-proportion test of the missing rates
 * @param referenceMean mean in the reference; numeric only
 * @param currentMean mean in the current data; numeric only
 * @param meanChange their difference in standard deviations of the reference; numeric only
 * @param newCategories seen in the current data only, most frequent first, at most 100
 * @param vanishedCategories seen in the reference only, most frequent first, at most 100
 * @param effect size of the change, comparable over columns: Jensen–Shannon distance over the bins
 *     with missing as a bin of its own, less what sampling alone yields; 0 (none) to 1 (disjoint)
 * @param pValue probability of such a change by chance, Bonferroni over this column's tests
 * @param adjustedPValue the same, corrected over all columns (Benjamini–Hochberg)
 * @param verdict effect and significance together
 * @param recommendation one sentence: what happened and what to do
 * @param bins for drawing: at most 20 and missing
 */
public record ColumnDrift(
    String column,
    ColumnKind kind,
    Comparison comparison,
    long referenceRows,
    long currentRows,
    double psi,
    double psiCritical,
    double ks,
    double ksError,
    double ksPValue,
    double jensenShannon,
    double wasserstein,
    double wassersteinScaled,
    double chiSquare,
    double chiSquarePValue,
    double cramersV,
    double totalVariation,
    double referenceMissingRate,
    double currentMissingRate,
    double missingPValue,
    double referenceMean,
    double currentMean,
    double meanChange,
    List<String> newCategories,
    List<String> vanishedCategories,
    double effect,
    double pValue,
    double adjustedPValue,
    DriftVerdict verdict,
    String recommendation,
    List<DriftBin> bins) {
  public ColumnDrift {
    newCategories = List.copyOf(newCategories);
    vanishedCategories = List.copyOf(vanishedCategories);
    bins = List.copyOf(bins);
  }
}
