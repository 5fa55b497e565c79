package org.plumbline.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorEdgeTest {
  static Stream<Detector> all() {
    return Stream.of(
        new Adwin(),
        new Ddm(),
        new Eddm(),
        new HddmA(),
        new HddmW(),
        new PageHinkley(),
        new Kswin(7));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isStableBeforeTheFirstValueAndOverAConstantStream(Detector detector) {
    assertThat(detector.signal()).isEqualTo(Signal.STABLE);
    for (int i = 0; i < 5_000; i++) {
      assertThat(detector.update(0)).isEqualTo(Signal.STABLE);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesWhatIsNoNumberAndStaysAsItWas(Detector detector) {
    detector.update(1);
    byte[] before = detector.toBytes();

    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1 / 0.0}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> detector.update(value))
          .withMessageContaining("leave the row out");
    }

    assertThat(detector.toBytes()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("all")
  void continuesFromItsBytesAsIfNeverStopped(Detector detector) {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 3_000; i++) {
      detector.update(random.nextDouble() < (i < 1_500 ? 0.1 : 0.6) ? 1 : 0);
    }

    Detector restored = Detector.fromBytes(detector.toBytes());

    assertThat(restored.signal()).isEqualTo(detector.signal());
    for (int i = 0; i < 2_000; i++) {
      double value = random.nextDouble() < 0.9 ? 1 : 0;
      assertThat(restored.update(value)).isEqualTo(detector.update(value));
    }
    assertThat(restored.toBytes()).isEqualTo(detector.toBytes());
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesBytesThatWereCutOrChanged(Detector detector) {
    detector.update(1);
    byte[] bytes = detector.toBytes();

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> Detector.fromBytes(cut));
    }
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 0x10;
      assertThatIllegalArgumentException().isThrownBy(() -> Detector.fromBytes(changed));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1})
  void boundedDetectorsRefuseWhatLiesOutside(double value) {
    for (Detector detector : new Detector[] {new Ddm(), new Eddm(), new HddmA(), new HddmW()}) {
      assertThatIllegalArgumentException().isThrownBy(() -> detector.update(value));
    }
  }

  @Test
  void hugeValuesOverflowNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Adwin().update(1e101));
    assertThatIllegalArgumentException().isThrownBy(() -> new PageHinkley().update(-1e101));
    Adwin window = new Adwin();
    for (int i = 0; i < 1_000; i++) {
      window.update(i % 2 == 0 ? 1e100 : -1e100);
    }
    assertThat(Detector.fromBytes(window.toBytes()).toBytes()).isEqualTo(window.toBytes());
  }

  @Test
  void anEmptyWindowHasNoMean() {
    assertThat(new Adwin().mean()).isNaN();
    assertThat(new Adwin().width()).isZero();
  }

  @Test
  void settingsThatMeanNothingAreRefused() {
    refused(() -> new Adwin(0, 32));
    refused(() -> new Adwin(0.5, 0));
    refused(() -> new Ddm(0, 2, 3));
    refused(() -> new Ddm(30, 3, 2));
    refused(() -> new Eddm(30, 0.9, 0.95));
    refused(() -> new Eddm(0, 0.95, 0.9));
    refused(() -> new HddmA(0.01, 0.001));
    refused(() -> new HddmW(0.001, 0.005, 1));
    refused(() -> PageHinkley.Settings.USUAL.with(0, PageHinkley.Direction.UP));
    refused(() -> new Kswin(0.005, 100, 51, 1));
    refused(() -> new Kswin(1, 100, 30, 1));
  }

  private static void refused(Runnable made) {
    assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContaining("must");
  }

  @Test
  void kswinSeesAShiftSoonAndEqualSeedsAgree() {
    // So strict that none of the 200 looks before the shift alarms and empties the window.
    Kswin first = new Kswin(1e-6, 100, 30, 3);
    Kswin second = new Kswin(1e-6, 100, 30, 3);
    SplittableRandom random = new SplittableRandom(5);
    int found = -1;
    for (int i = 0; i < 400; i++) {
      double value = random.nextDouble() + (i < 200 ? 0 : 2);
      Signal signal = first.update(value);
      assertThat(second.update(value)).isEqualTo(signal);
      found = found < 0 && i >= 200 && signal == Signal.DRIFT ? i : found;
    }

    assertThat(found).isBetween(200, 230);
  }

  /** Two samples of 3: C(6,0) / C(6,3) = 1/20 on each side for the largest distance. */
  @Test
  void kswinTailIsExact() {
    assertThat(Kswin.tail(3, 3)).isEqualTo(0.1, offset(1e-15));
    assertThat(Kswin.tail(3, 2)).isEqualTo(0.6, offset(1e-15));
    assertThat(Kswin.tail(3, 1)).isEqualTo(1, offset(1e-15));
    assertThat(Kswin.tail(3, 0)).isEqualTo(1);
    assertThat(Kswin.steps(new double[] {3, 1, 2}, new double[] {6, 5, 4})).isEqualTo(3);
    assertThat(Kswin.steps(new double[] {1, 1, 2}, new double[] {1, 2, 2})).isEqualTo(1);
  }
}
