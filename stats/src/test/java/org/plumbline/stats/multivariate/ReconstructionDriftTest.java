package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.multivariate.ReconstructionDrift.Verdict;

class ReconstructionDriftTest {
  private static final ReconstructionSettings DEFAULT = ReconstructionSettings.DEFAULT;

  @Test
  void findsAFlippedCorrelationThatNoColumnShows() {
    double[][] reference = Samples.correlated(2_000, 0.8, 1);

    var same = ReconstructionDrift.between(reference, Samples.correlated(1_000, 0.8, 2), DEFAULT);
    var flipped =
        ReconstructionDrift.between(reference, Samples.correlated(1_000, -0.8, 3), DEFAULT);

    assertThat(same.isDrift()).isFalse();
    assertThat(same.verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(same.chunks()).hasSize(5).allMatch(c -> c.verdict() == Verdict.WITHIN);
    assertThat(flipped.isDrift()).isTrue();
    assertThat(flipped.verdict()).isEqualTo(DriftVerdict.MODERATE);
    assertThat(flipped.chunks()).allMatch(c -> c.verdict() == Verdict.ABOVE);
    assertThat(flipped.columns()).isEqualTo(3);
    assertThat(flipped.components()).isEqualTo(2);
  }

  @Test
  void findsRowsThatHangTogetherMoreThanBefore() {
    var tighter =
        ReconstructionDrift.between(
            Samples.correlated(2_000, 0.5, 1), Samples.correlated(400, 0.99, 2), DEFAULT);

    assertThat(tighter.chunks()).hasSize(2).allMatch(c -> c.verdict() == Verdict.BELOW);
  }

  @Test
  void thresholdsLieThreeDeviationsFromTheMeanOfTheReferenceChunks() {
    double[][] reference = Samples.correlated(1_000, 0.8, 4);

    var found = ReconstructionDrift.between(reference, Samples.correlated(25, 0.8, 5), DEFAULT);

    var chunk = found.chunks().getFirst();
    assertThat(found.chunks()).hasSize(1);
    assertThat(chunk.from()).isZero();
    assertThat(chunk.to()).isEqualTo(25);
    // A quarter of the rows doubles the deviation of the mean.
    assertThat(chunk.high()).isCloseTo(found.mean() + 6 * found.deviation(), within(1e-12));
    assertThat(chunk.low()).isCloseTo(found.mean() - 6 * found.deviation(), within(1e-12));
    double[] errors = new double[10];
    for (int k = 0; k < 10; k++) {
      double[][] rest = new double[900][];
      System.arraycopy(reference, 0, rest, 0, 100 * k);
      System.arraycopy(reference, 100 * k + 100, rest, 100 * k, 900 - 100 * k);
      var fitted = PrincipalComponents.fit(rest, Scaling.STANDARDISED);
      for (int i = 100 * k; i < 100 * k + 100; i++) {
        errors[k] += Math.sqrt(fitted.squaredError(reference[i], found.components())) / 100;
      }
    }
    double mean = java.util.Arrays.stream(errors).average().orElseThrow();
    double variance = java.util.Arrays.stream(errors).map(e -> (e - mean) * (e - mean)).sum() / 9;
    assertThat(found.mean()).isCloseTo(mean, within(1e-12));
    assertThat(found.deviation()).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  @Test
  void cutsTheCurrentRowsWithoutALeftover() {
    var found =
        ReconstructionDrift.between(
            Samples.correlated(100, 0.5, 1), Samples.correlated(27, 0.5, 2), DEFAULT);

    assertThat(found.chunks())
        .extracting(ReconstructionDrift.Chunk::from)
        .containsExactly(0, 9, 18);
    assertThat(found.chunks()).extracting(ReconstructionDrift.Chunk::to).containsExactly(9, 18, 27);
  }

  @Test
  void knowsNothingOfTooFewConstantOrMissingRows() {
    double[][] some = Samples.normal(40, 3, 1);
    for (double[][] reference :
        new double[][][] {
          Samples.normal(19, 3, 1), Samples.filled(40, 3, 5), Samples.filled(40, 3, Double.NaN)
        }) {
      var unknown = ReconstructionDrift.between(reference, some, DEFAULT);

      assertThat(unknown.isDrift()).isFalse();
      assertThat(unknown.verdict()).isEqualTo(DriftVerdict.TOO_FEW_ROWS);
      assertThat(unknown.mean()).isNaN();
      assertThat(unknown.chunks()).hasSize(1);
      assertThat(unknown.chunks().getFirst().verdict()).isEqualTo(Verdict.UNKNOWN);
    }
    assertThat(ReconstructionDrift.between(some, new double[0][], DEFAULT).chunks()).isEmpty();
    assertThat(ReconstructionDrift.between(new double[0][], new double[0][], DEFAULT).chunks())
        .isEmpty();
    assertThat(ReconstructionDrift.between(Samples.normal(20, 3, 1), some, DEFAULT).mean())
        .isPositive();
  }

  @Test
  void aSingleColumnIsMeasuredFromItsMean() {
    double[][] far = Samples.shifted(Samples.normal(100, 1, 2), 0, 5);

    var found = ReconstructionDrift.between(Samples.normal(1_000, 1, 1), far, DEFAULT);

    assertThat(found.components()).isZero();
    assertThat(found.chunks().getFirst().verdict()).isEqualTo(Verdict.ABOVE);
  }

  @Test
  void rowsAllMissingLieOnTheMean() {
    var found =
        ReconstructionDrift.between(
            Samples.normal(200, 3, 1), Samples.filled(20, 3, Double.NaN), DEFAULT);

    assertThat(found.chunks().getFirst().error()).isZero();
    assertThat(found.chunks().getFirst().verdict()).isEqualTo(Verdict.BELOW);
  }

  @Test
  void refusesOtherWidthsAndSettingsThatMeanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReconstructionDrift.between(new double[4][2], new double[4][3], DEFAULT));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ReconstructionDrift.between(
                    new double[4][1], Samples.filled(1, 1, Double.NEGATIVE_INFINITY), DEFAULT));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconstructionSettings(0, 10, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconstructionSettings(1, 10, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconstructionSettings(0.5, 2, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconstructionSettings(0.5, 3, 0));
  }

  @Test
  void fewDriftingChunksAreSlight() {
    var within = new ReconstructionDrift.Chunk(0, 10, 1, 0.5, 1.5);
    var above = new ReconstructionDrift.Chunk(10, 20, 2, 0.5, 1.5);

    assertThat(of(within, within, above).verdict()).isEqualTo(DriftVerdict.SLIGHT);
    assertThat(of(within, above).verdict()).isEqualTo(DriftVerdict.MODERATE);
    assertThat(of().verdict()).isEqualTo(DriftVerdict.TOO_FEW_ROWS);
  }

  private static ReconstructionDrift of(ReconstructionDrift.Chunk... chunks) {
    return new ReconstructionDrift(1, 2, 1, 0.1, java.util.List.of(chunks));
  }
}
