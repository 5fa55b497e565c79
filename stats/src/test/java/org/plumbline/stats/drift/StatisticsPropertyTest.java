package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.stats.math.Kolmogorov;
import org.plumbline.stats.metrics.BinaryMetrics;
import org.plumbline.stats.profile.CategoricalProfile;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.ProfileSettings;
import org.plumbline.stats.profile.TableProfile;

class StatisticsPropertyTest {
  private static final ProfileSettings SMALL = new ProfileSettings(16, 16);

  @Provide
  Arbitrary<List<Double>> samples() {
    return Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.integers().between(-5, 5).map(Integer::doubleValue),
            Arbitraries.of(
                0.0,
                -0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MAX_VALUE,
                -Double.MAX_VALUE))
        .list()
        .ofMaxSize(60);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static TableProfile profile(List<Double> values) {
    ProfileBuilder builder =
        new ProfileBuilder(
            List.of(ProfileColumn.numeric("x"), ProfileColumn.categorical("c", List.of())), SMALL);
    builder.addColumn(0, array(values));
    values.forEach(value -> builder.addCategory(1, value.isNaN() ? null : "v" + value));
    return builder.build();
  }

  /** All but the frequent names, which depend on the order within their stated error. */
  private static void isSameOf(TableProfile profile, TableProfile whole) {
    assertThat(profile.columns().getFirst()).isEqualTo(whole.columns().getFirst());
    CategoricalProfile left = (CategoricalProfile) profile.columns().getLast();
    CategoricalProfile right = (CategoricalProfile) whole.columns().getLast();
    assertThat(left.counts()).isEqualTo(right.counts());
    assertThat(left.buckets()).isEqualTo(right.buckets());
    assertThat(left.missing()).isEqualTo(right.missing());
    assertThat(left.distinct()).isEqualTo(right.distinct());
    assertThat(left.level()).isEqualTo(right.level());
    if (right.exact()) {
      assertThat(profile.toBytes()).isEqualTo(whole.toBytes());
    }
  }

  @Property(tries = 120)
  void mergingIsTheProfileOfTheUnionInAnyOrder(
      @ForAll("samples") List<Double> a,
      @ForAll("samples") List<Double> b,
      @ForAll("samples") List<Double> c) {
    List<Double> all = new ArrayList<>(a);
    all.addAll(b);
    all.addAll(c);
    TableProfile whole = profile(all);
    List<Double> backwards = all.reversed();

    isSameOf(profile(a).merge(profile(b)).merge(profile(c)), whole);
    isSameOf(profile(c).merge(profile(b).merge(profile(a))), whole);
    isSameOf(profile(backwards), whole);
    assertThat(profile(a).merge(profile(b))).isEqualTo(profile(b).merge(profile(a)));
    assertThat(profile(a).merge(profile(b)).toBytes())
        .isEqualTo(profile(b).merge(profile(a)).toBytes());
  }

  @Property(tries = 120)
  void storedProfilesReadBack(@ForAll("samples") List<Double> values) {
    TableProfile profile = profile(values);

    assertThat(TableProfile.fromJson(profile.toJson())).isEqualTo(profile);
    assertThat(TableProfile.fromBytes(profile.toBytes())).isEqualTo(profile);
  }

  @Property(tries = 120)
  void quantilesAreMonotoneAndBounded(@ForAll("samples") List<Double> values) {
    NumericProfile profile = (NumericProfile) profile(values).columns().getFirst();
    double before = profile.min();

    for (int i = 0; i <= 20 && profile.finite() > 0; i++) {
      double quantile = profile.quantile(i / 20.0);
      assertThat(quantile).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(profile.max());
      before = quantile;
    }
  }

  @Property(tries = 120)
  void anythingComparesWithinBounds(
      @ForAll("samples") List<Double> a, @ForAll("samples") List<Double> b) {
    DriftSettings eager = new DriftSettings(0.5, 0.01, 0.02, 0.03, 1);
    for (ColumnDrift drift : DriftReport.compare(profile(a), profile(b), eager).columns()) {
      assertThat(drift.psi() < 0).isFalse();
      for (double share :
          new double[] {
            drift.ks(),
            drift.ksPValue(),
            drift.jensenShannon(),
            drift.effect(),
            drift.pValue(),
            drift.adjustedPValue(),
            drift.totalVariation(),
            drift.cramersV(),
            drift.chiSquarePValue(),
            drift.missingPValue()
          }) {
        assertThat(Double.isNaN(share) || (share >= 0 && share <= 1))
            .as("%s in %s", share, drift)
            .isTrue();
      }
      assertThat(drift.recommendation()).endsWith(".");
      assertThat(drift.bins()).hasSizeLessThanOrEqualTo(21);
    }
  }

  @Property(tries = 120)
  void aProfileDoesNotDriftFromItself(@ForAll("samples") List<Double> values) {
    TableProfile profile = profile(values);
    DriftSettings eager = new DriftSettings(0.5, 0.01, 0.02, 0.03, 1);

    for (ColumnDrift drift : DriftReport.compare(profile, profile, eager).columns()) {
      assertThat(drift.verdict().isDrift()).isFalse();
      if (!Double.isNaN(drift.psi())) {
        assertThat(drift.psi()).isZero();
        assertThat(drift.chiSquare()).isZero();
      }
    }
  }

  @Property(tries = 120)
  void distancesAreSymmetric(@ForAll("samples") List<Double> a, @ForAll("samples") List<Double> b) {
    TwoSample.Ks there = TwoSample.ks(array(a), array(b));
    TwoSample.Ks back = TwoSample.ks(array(b), array(a));
    ColumnDrift drift = DriftReport.compare(profile(a), profile(b)).columns().getFirst();
    ColumnDrift reverse = DriftReport.compare(profile(b), profile(a)).columns().getFirst();

    assertThat(there).isEqualTo(back);
    assertThat(Double.compare(drift.ks(), reverse.ks())).isZero();
    if (!Double.isNaN(drift.ks())) {
      assertThat(there.statistic())
          .isBetween(drift.ks() - 1e-12, drift.ks() + drift.ksError() + 1e-12);
    }
  }

  @Property(tries = 120)
  void divergencesKeepTheirBounds(
      @ForAll @Size(6) List<@IntRange(max = 50) Integer> p,
      @ForAll @Size(6) List<@IntRange(max = 50) Integer> q) {
    double[] r = p.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] c = q.stream().mapToDouble(Integer::doubleValue).toArray();
    if (Arrays.stream(r).sum() == 0 || Arrays.stream(c).sum() == 0) {
      assertThat(Divergence.psi(r, c)).isNaN();
      return;
    }

    assertThat(Divergence.psi(r, r)).isZero();
    assertThat(Divergence.psi(r, c)).isCloseTo(Divergence.psi(c, r), within(1e-12));
    assertThat(Divergence.jensenShannon(r, c)).isBetween(0.0, 1.0);
    assertThat(Divergence.jensenShannon(r, c))
        .isCloseTo(Divergence.jensenShannon(c, r), within(1e-12));
    assertThat(Divergence.totalVariation(r, c)).isBetween(0.0, 1.0 + 1e-15);
    double h = Divergence.hellinger(r, c);
    assertThat(h * h).isLessThanOrEqualTo(Divergence.totalVariation(r, c) + 1e-12);
    assertThat(Contingency.pooled(r, c).pValue()).isBetween(0.0, 1.0);
  }

  @Property(tries = 120)
  void rankingIsInvariantUnderMonotoneTransforms(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 20) Integer> raw) {
    double[] scores = raw.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] labels = new double[scores.length];
    Arrays.setAll(labels, i -> (i * 7 + raw.get(i)) % 3 == 0 ? 1 : 0);
    double[] moved = Arrays.stream(scores).map(s -> Math.atan(s / 3) - 1).toArray();
    double[] negated = Arrays.stream(scores).map(s -> -s).toArray();

    double auc = BinaryMetrics.rocAuc(labels, scores);

    assertThat(Double.compare(BinaryMetrics.rocAuc(labels, moved), auc)).isZero();
    assertThat(BinaryMetrics.prAuc(labels, moved))
        .isEqualTo(Double.valueOf(BinaryMetrics.prAuc(labels, scores)));
    if (!Double.isNaN(auc)) {
      assertThat(BinaryMetrics.rocAuc(labels, negated)).isCloseTo(1 - auc, within(1e-12));
    }
  }

  @Property(tries = 120)
  void pValuesFallAsTheDistanceGrows(
      @ForAll @IntRange(min = 1, max = 3_000) int n,
      @ForAll @IntRange(max = 1_000) int a,
      @ForAll @IntRange(max = 1_000) int b) {
    double near = Kolmogorov.tail(n, Math.min(a, b) / 1_000.0);
    double far = Kolmogorov.tail(n, Math.max(a, b) / 1_000.0);

    assertThat(far).isLessThanOrEqualTo(near + 1e-6);
    assertThat(near).isBetween(0.0, 1.0);
  }
}
