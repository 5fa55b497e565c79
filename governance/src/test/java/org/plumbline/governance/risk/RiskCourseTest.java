package org.plumbline.governance.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskCourseTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aRisingIndexIsSeenToRiseFromItsLastValue() {
    var course = RiskCourse.of(weekly(45, 60, 72, 83)).orElseThrow();

    assertThat(course.direction()).isEqualTo("rising");
    assertThat(course.weekly().value()).isEqualTo(38.0 / 3, within(1e-9));
    assertThat(course.forecast()).hasSize(5);
    assertThat(course.forecast().getFirst().value()).isEqualTo(83 + 38.0 / 3, within(1e-9));
    assertThat(course.forecast().getLast().value()).isEqualTo(100);
  }

  @Test
  void noiseIsSteady() {
    assertThat(RiskCourse.of(weekly(20, 24, 19, 25, 21, 22)).orElseThrow().direction())
        .isEqualTo("steady");
    assertThat(RiskCourse.of(weekly(80, 70, 60, 50, 40.5)).orElseThrow().direction())
        .isEqualTo("falling");
  }

  @Test
  void intervalsWidenAndStayOnTheScale() {
    var forecast = RiskCourse.of(weekly(20, 40, 10, 45, 25)).orElseThrow().forecast();

    for (int i = 1; i < forecast.size(); i++) {
      assertThat(forecast.get(i).high()).isGreaterThanOrEqualTo(forecast.get(i - 1).high());
      assertThat(forecast.get(i).low()).isBetween(0.0, forecast.get(i - 1).low());
    }
  }

  @Test
  void littleHistoryHasNoCourse() {
    assertThat(RiskCourse.of(List.of())).isEmpty();
    assertThat(RiskCourse.of(weekly(10, 20, 30))).isEmpty();
  }

  @Test
  void whatLiesFarBackDoesNotCount() {
    List<RiskCourse.Point> points = new ArrayList<>(weekly(90, 90, 90));
    Instant later = START.plus(Duration.ofDays(300));
    for (int week = 0; week < 4; week++) {
      points.add(new RiskCourse.Point(later.plus(Duration.ofDays(7L * week)), 10 + week));
    }

    assertThat(RiskCourse.of(points).orElseThrow().points()).isEqualTo(4);
  }

  private static List<RiskCourse.Point> weekly(double... values) {
    List<RiskCourse.Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(new RiskCourse.Point(START.plus(Duration.ofDays(7L * i)), values[i]));
    }
    return points;
  }
}
