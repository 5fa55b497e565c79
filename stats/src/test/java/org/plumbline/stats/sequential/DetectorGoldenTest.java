package org.plumbline.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

/** Every detection, warning and window state of river 0.19.0, and MOA's where it agrees. */
class DetectorGoldenTest {
  private static final Accuracy DETECTIONS =
      Accuracy.of("Drift detectors: rows of alarm and warning", "river 0.19.0", 0, 0);
  private static final Accuracy STATE = Accuracy.of("ADWIN: window state", "river 0.19.0", 0, 1e-9);
  private static final Accuracy MOA =
      Accuracy.of("HDDM_A: rows of alarm and warning", "MOA 2023.04.0", 0, 0);
  private static final Accuracy MOA_DDM =
      Accuracy.of("DDM: rows of alarm and warning", "MOA 2023.04.0", 0, 0);
  private static final Accuracy MOA_HDDM_W =
      Accuracy.of("HDDM_W: rows of alarm and warning", "MOA 2023.04.0", 0, 0);

  static Stream<Arguments> detectors() {
    PageHinkley.Settings usual = PageHinkley.Settings.USUAL;
    return Stream.of(
        of("ADWIN_delta0.002", Adwin::new),
        of("ADWIN_delta0.05", () -> new Adwin(0.05, 32)),
        of("ADWIN_delta0.002_clock1", () -> new Adwin(0.002, 1)),
        of("PageHinkley_default_min30_delta0.005_lambda50_alpha0.9999_both", PageHinkley::new),
        of(
            "PageHinkley_up_lambda20",
            () -> new PageHinkley(usual.with(20, PageHinkley.Direction.UP))),
        of(
            "PageHinkley_down_lambda20",
            () -> new PageHinkley(usual.with(20, PageHinkley.Direction.DOWN))),
        of("DDM_30_2_3", Ddm::new),
        of("EDDM_30_0.95_0.9", Eddm::new),
        of("HDDM_A_0.001_0.005", HddmA::new),
        of("HDDM_W_0.001_0.005_0.05", HddmW::new));
  }

  private static Arguments of(String name, Supplier<Detector> detector) {
    return Arguments.of(name, detector);
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void alarmsAtTheRowsOfRiver(String name, Supplier<Detector> fresh) {
    int streams = 0;
    for (Golden stream : Golden.load("streaming/river_0.19.0.json").items()) {
      if (stream.at("expected").has(name)) {
        streams++;
        String where = stream.at("name").text() + " " + name;
        Golden expected = stream.at("expected", name);
        check(where, fresh.get(), stream.numbers("stream"), expected);
      }
    }

    assertThat(streams).isGreaterThanOrEqualTo(6);
  }

  private static void check(String where, Detector detector, double[] stream, Golden expected) {
    List<Double> alarms = new ArrayList<>();
    List<Double> warnings = new ArrayList<>();
    Signal before = Signal.STABLE;
    Detector current = detector;
    for (int i = 0; i < stream.length; i++) {
      Signal signal = current.update(stream[i]);
      if (signal == Signal.DRIFT) {
        alarms.add((double) i);
      }
      if (signal == Signal.WARNING && before != Signal.WARNING) {
        warnings.add((double) i);
      }
      before = signal;
      if (i % 97 == 0) {
        current = Detector.fromBytes(current.toBytes());
      }
      if (expected.has("every_500") && (i + 1) % 500 == 0) {
        checkState(where, (Adwin) current, expected.at("every_500", "rows").items(), i + 1);
      }
    }
    DETECTIONS.checkAll(where, array(alarms), expected.numbers("drift_at_index0"));
    if (expected.has("warning_zone_entered_at")) {
      DETECTIONS.checkAll(
          where + " warned", array(warnings), expected.numbers("warning_zone_entered_at"));
    }
  }

  private static void checkState(String where, Adwin window, List<Golden> rows, int n) {
    double[] row = rows.get(n / 500 - 1).numbers();
    double[] actual = {
      n, window.width(), window.mean(), window.squaredDeviations(), window.total()
    };
    STATE.checkAll(where, actual, row);
  }

  /** MOA's DDM asks for one row less and else differs from river in nothing. */
  @Test
  void alarmsAndWarnsAtTheRowsOfMoa() {
    Golden moa = Golden.load("streaming/moa_2023.04.0.json");
    int streams = 0;
    for (Golden stream : Golden.load("streaming/river_0.19.0.json").items()) {
      String where = stream.at("name").text();
      if (moa.at(where).has("DDM_default")) {
        streams++;
        double[] values = stream.numbers("stream");
        compare(MOA_DDM, where, new Ddm(29, 2, 3), values, moa.at(where, "DDM_default"));
        compare(MOA, where, new HddmA(), values, moa.at(where, "HDDM_A_Test_default"));
      }
    }

    assertThat(streams).isEqualTo(6);
  }

  /** Of errors its weighted mean starts anew at 0 in river, once only in MOA: see {@link HddmW}. */
  @ParameterizedTest
  @ValueSource(
      strings = {"bern_no_drift_0.2_5000", "bern_abrupt_0.2_to_0.5", "bern_improving_0.5_to_0.1"})
  void hddmWAlarmsAtTheRowsOfMoaWhereNoMeanIsZero(String where) {
    Golden moa = Golden.load("streaming/moa_2023.04.0.json").at(where, "HDDM_W_Test_default");
    double[] values =
        Golden.load("streaming/river_0.19.0.json").items().stream()
            .filter(stream -> stream.at("name").text().equals(where))
            .findFirst()
            .orElseThrow()
            .numbers("stream");

    compare(MOA_HDDM_W, where, new HddmW(), values, moa);
  }

  private static void compare(
      Accuracy accuracy, String where, Detector detector, double[] values, Golden expected) {
    List<Double> alarms = new ArrayList<>();
    List<Double> warnings = new ArrayList<>();
    Signal before = Signal.STABLE;
    for (int i = 0; i < values.length; i++) {
      Signal signal = detector.update(values[i]);
      if (signal == Signal.DRIFT) {
        alarms.add((double) i);
      }
      if (signal == Signal.WARNING && before != Signal.WARNING) {
        warnings.add((double) i);
      }
      before = signal;
    }
    accuracy.checkAll(where, array(alarms), expected.numbers("drift_at_index0"));
    accuracy.checkAll(
        where + " warned", array(warnings), expected.numbers("warning_zone_entered_at"));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
