package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.stats.profile.WindowCounts;

class WindowCountsGoldenTest {
  private static final List<ProfileColumn> COLUMNS = List.of(ProfileColumn.numeric("x"));
  private static final Accuracy KS =
      Accuracy.of("Kolmogorov-Smirnov statistic from window counts", "scipy 1.10.1", 0.003, 0);
  private static final Accuracy WASSERSTEIN =
      Accuracy.of("Wasserstein distance from window counts", "scipy 1.10.1", 1e-12, 0.01);

  static List<String> cases() {
    return TwoSampleGoldenTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void distancesStayNearTheExactOnes(String name) {
    Golden golden = Golden.load("drift/numeric/" + name + ".json");
    ProfileBuilder reference = new ProfileBuilder(COLUMNS);
    reference.addColumn(0, golden.numbers("reference"));
    TableProfile profile = reference.build();
    WindowCounts window = new WindowCounts(profile, COLUMNS);
    for (double value : golden.numbers("current")) {
      window.addRow(new double[] {value});
    }

    ColumnDrift drift = DriftReport.compare(profile, window.profile()).columns().getFirst();

    if (!golden.at("expected").has("ks")) {
      assertThat(drift.ks()).isNaN();
      return;
    }
    KS.check(name, drift.ks(), golden.number("expected", "ks", "statistic"));
    WASSERSTEIN.check(name, drift.wasserstein(), golden.number("expected", "wasserstein", "raw"));
  }
}
