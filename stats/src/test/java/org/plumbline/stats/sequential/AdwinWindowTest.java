package org.plumbline.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The buckets beside the values themselves, kept in a list. */
class AdwinWindowTest {
  @Test
  void bucketsHoldTheMomentsOfTheNewestValues() {
    SplittableRandom random = new SplittableRandom(8);
    Adwin window = new Adwin(0.01, 8);
    List<Double> seen = new ArrayList<>();
    int alarms = 0;
    boolean keptPart = false;
    for (int i = 0; i < 3_000; i++) {
      if (window.signal() == Signal.DRIFT) {
        seen.clear();
      }
      double value = random.nextGaussian() + i / 500 % 2 * 3;
      seen.add(value);

      Signal signal = window.update(value);

      if (signal == Signal.DRIFT) {
        alarms++;
        keptPart |= window.width() > 8 && window.width() < seen.size();
      }
      int size = (int) window.width();
      double[] kept =
          seen.subList(seen.size() - size, seen.size()).stream().mapToDouble(v -> v).toArray();
      double total = 0;
      for (double number : kept) {
        total += number;
      }
      double squares = 0;
      for (double number : kept) {
        squares += (number - total / size) * (number - total / size);
      }
      assertThat(size).isEqualTo(signal == Signal.DRIFT ? size : seen.size());
      assertThat(window.total()).isCloseTo(total, within(1e-9));
      assertThat(window.mean()).isCloseTo(total / size, within(1e-9));
      assertThat(window.squaredDeviations()).isCloseTo(squares, within(1e-8));
    }

    assertThat(alarms).isGreaterThanOrEqualTo(5);
    assertThat(keptPart).isTrue();
  }
}
