package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.monitoring.PredictionLogSettings.Mode;

class PredictionLogSettingsTest {
  @Test
  void commitsToPostgresqlAndKeepsForEverUnlessTold() {
    var settings = PredictionLogSettings.of(Map.of());

    assertThat(settings.mode()).isEqualTo(Mode.POSTGRES);
    assertThat(settings.retentionDays()).isEmpty();
    assertThat(settings.segments().mostWaiting()).isEqualTo(1L << 30);
    assertThat(settings.segments().segment()).isEqualTo(16L << 20);
  }

  @Test
  void takesWhatItIsTold() {
    var settings =
        PredictionLogSettings.of(
            Map.of(
                PredictionLogSettings.MODE, "segment",
                PredictionLogSettings.MEGABYTES, "10240",
                PredictionLogSettings.RETENTION, "400"));

    assertThat(settings.mode()).isEqualTo(Mode.SEGMENT);
    assertThat(settings.segments().mostWaiting()).isEqualTo(10L << 30);
    assertThat(settings.retentionDays()).hasValue(400);
  }

  @ParameterizedTest
  @CsvSource({
    "PLUMBLINE_PREDICTION_LOG, both",
    "PLUMBLINE_PREDICTION_SEGMENT_MEGABYTES, 100",
    "PLUMBLINE_PREDICTION_RETENTION_DAYS, 0",
    "PLUMBLINE_PREDICTION_RETENTION_DAYS, soon"
  })
  void refusesWhatMeansNothingOrHasNoEffect(String name, String value) {
    assertThatThrownBy(() -> PredictionLogSettings.of(Map.of(name, value)))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(failure.text()).contains(name);
            });
  }
}
