package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.profile.ColumnKind;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

class DriftMeasuresTest {
  private static final Set<DriftMethod> ALL = EnumSet.allOf(DriftMethod.class);

  private static TableProfile numbers(double... values) {
    var builder = new ProfileBuilder(List.of(ProfileColumn.numeric("x")));
    builder.addColumn(0, values);
    return builder.build();
  }

  private static TableProfile codes(double... values) {
    var builder =
        new ProfileBuilder(List.of(ProfileColumn.categorical("x", List.of("a", "b", "c"))));
    builder.addColumn(0, values);
    return builder.build();
  }

  private static ColumnProfile column(TableProfile table) {
    return table.column("x").orElseThrow();
  }

  private static Map<DriftMethod, DriftMeasures.Measured> measured(
      TableProfile reference, TableProfile current) {
    return DriftMeasures.of(column(reference), column(current), ALL);
  }

  private static DriftMeasures.Measured of(
      Map<DriftMethod, DriftMeasures.Measured> all, DriftMethod method) {
    return Optional.ofNullable(all.get(method)).orElseThrow();
  }

  private static double[] normal(int n, double mean, long seed) {
    var random = new SplittableRandom(seed);
    return DoubleStream.generate(() -> mean + random.nextGaussian()).limit(n).toArray();
  }

  @Test
  void numbersAreMeasuredAsFromArrays() {
    double[] r = normal(400, 0, 1);
    double[] c = DoubleStream.of(normal(300, 0.4, 2)).map(x -> Math.rint(x * 20) / 20).toArray();

    var all = measured(numbers(r), numbers(c));

    CramerVonMises cramer = CramerVonMises.of(r, c);
    MannWhitney mann = MannWhitney.of(r, c);
    assertThat(all).containsOnlyKeys(DriftMethod.values());
    assertThat(of(all, DriftMethod.KS).value())
        .isCloseTo(TwoSample.ks(r, c).statistic(), within(1e-12));
    assertThat(of(all, DriftMethod.KS).pValue())
        .isCloseTo(TwoSample.ks(r, c).pValue(), within(1e-12));
    assertThat(of(all, DriftMethod.CRAMER_VON_MISES).value())
        .isCloseTo(cramer.statistic(), within(1e-9));
    assertThat(of(all, DriftMethod.CRAMER_VON_MISES).pValue())
        .isCloseTo(cramer.pValue(), within(1e-9));
    assertThat(of(all, DriftMethod.MANN_WHITNEY).value()).isCloseTo(mann.effect(), within(1e-12));
    assertThat(of(all, DriftMethod.MANN_WHITNEY).pValue()).isCloseTo(mann.pValue(), within(1e-12));
    assertThat(of(all, DriftMethod.ENERGY).value())
        .isCloseTo(TwoSample.energyDistance(r, c), within(1e-12));
    assertThat(of(all, DriftMethod.WASSERSTEIN_SCALED).value())
        .isCloseTo(TwoSample.wassersteinScaled(r, c), within(1e-9));
  }

  @Test
  void theReportSaysTheSameOfWhatItHolds() {
    TableProfile reference = numbers(normal(500, 0, 3));
    TableProfile current = numbers(normal(500, 0.3, 4));

    var all = measured(reference, current);
    ColumnDrift drift = DriftReport.compare(reference, current).columns().getFirst();

    assertThat(of(all, DriftMethod.PSI).value()).isEqualTo(drift.psi());
    assertThat(of(all, DriftMethod.JENSEN_SHANNON).value()).isEqualTo(drift.jensenShannon());
    assertThat(of(all, DriftMethod.CHI_SQUARE).value()).isEqualTo(drift.chiSquare());
    assertThat(of(all, DriftMethod.CHI_SQUARE).pValue()).isEqualTo(drift.chiSquarePValue());
    assertThat(of(all, DriftMethod.CRAMERS_V).value()).isEqualTo(drift.cramersV());
    assertThat(of(all, DriftMethod.TOTAL_VARIATION).value()).isEqualTo(drift.totalVariation());
    assertThat(of(all, DriftMethod.WASSERSTEIN).value()).isEqualTo(drift.wasserstein());
    assertThat(of(all, DriftMethod.PSI).pValue()).isNaN();
  }

  @Test
  void categoriesKnowOnlyWhatBinsCanSay() {
    double[] r = new double[300];
    double[] c = new double[300];
    for (int i = 0; i < 300; i++) {
      r[i] = i % 3;
      c[i] = i < 150 ? 0 : i % 3;
    }

    var all = measured(codes(r), codes(c));

    assertThat(all)
        .containsKeys(DriftMethod.HELLINGER, DriftMethod.G_TEST, DriftMethod.L_INFINITY)
        .doesNotContainKeys(DriftMethod.KS, DriftMethod.ENERGY, DriftMethod.MANN_WHITNEY);
    double[] before = {100, 100, 100};
    double[] after = {200, 50, 50};
    assertThat(of(all, DriftMethod.HELLINGER).value())
        .isCloseTo(Divergence.hellinger(before, after), within(1e-12));
    assertThat(of(all, DriftMethod.KULLBACK_LEIBLER).value())
        .isCloseTo(Divergence.kullbackLeibler(after, before), within(1e-12));
    assertThat(of(all, DriftMethod.L_INFINITY).value()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(of(all, DriftMethod.G_TEST).pValue())
        .isCloseTo(Contingency.likelihoodRatio(before, after).pValue(), within(1e-12));
  }

  @Test
  void equalColumnsHaveNotMoved() {
    var all = measured(numbers(normal(200, 0, 5)), numbers(normal(200, 0, 5)));

    for (DriftMethod method :
        List.of(
            DriftMethod.ENERGY,
            DriftMethod.HELLINGER,
            DriftMethod.KULLBACK_LEIBLER,
            DriftMethod.L_INFINITY)) {
      assertThat(of(all, method).value()).as(method.wireName()).isCloseTo(0, within(1e-9));
    }
    assertThat(of(all, DriftMethod.MANN_WHITNEY).value()).isEqualTo(0.5);
    assertThat(of(all, DriftMethod.CRAMER_VON_MISES).pValue()).isGreaterThan(0.99);
  }

  @Test
  void nothingIsKnownOfAnEmptySide() {
    var all = measured(numbers(Double.NaN, Double.NaN), numbers(1, 2, 3));
    var infinite = measured(numbers(Double.POSITIVE_INFINITY), numbers(1, 2, 3));

    assertThat(all.values()).allMatch(one -> Double.isNaN(one.pValue()));
    assertThat(of(all, DriftMethod.CRAMER_VON_MISES).value()).isNaN();
    assertThat(of(all, DriftMethod.HELLINGER).value()).isNaN();
    assertThat(of(infinite, DriftMethod.ENERGY).value()).isNaN();
    assertThat(of(infinite, DriftMethod.KS).value()).isEqualTo(1);
    assertThat(measured(numbers(1), codes(0))).isEmpty();
  }

  @Test
  void bucketsOfHugeColumnsStayClose() {
    double[] r = normal(60_000, 0, 6);
    double[] c = normal(60_000, 0.05, 7);

    var all = measured(numbers(r), numbers(c));

    assertThat(of(all, DriftMethod.CRAMER_VON_MISES).value())
        .isCloseTo(CramerVonMises.of(r, c).statistic(), within(0.05));
    assertThat(of(all, DriftMethod.ENERGY).value())
        .isCloseTo(TwoSample.energyDistance(r, c), within(1e-3));
    assertThat(of(all, DriftMethod.MANN_WHITNEY).value())
        .isCloseTo(MannWhitney.of(r, c).effect(), within(1e-3));
  }

  @Test
  void methodsAreFoundByTheirWireName() {
    for (DriftMethod method : DriftMethod.values()) {
      assertThat(DriftMethod.find(method.wireName())).contains(method);
      assertThat(method.fits(ColumnKind.NUMERIC)).isTrue();
    }
    assertThat(DriftMethod.find("Psi")).isEmpty();
    assertThat(DriftMethod.DEFAULT).hasSize(5);
    assertThat(DriftMethod.KS.isTest()).isTrue();
    assertThat(DriftMethod.PSI.isTest()).isFalse();
  }
}
