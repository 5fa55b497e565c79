package org.plumbline.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KswinDrawTest {
  /** The JDK's SplittableRandom is the same generator; the draw is a shuffle cut short. */
  @Test
  void comparesTheNewestValuesWithThoseThatTheSeedDraws() {
    int size = 40;
    int recent = 10;
    double alpha = 0.05;
    Kswin detector = new Kswin(alpha, size, recent, 17);
    SplittableRandom seeds = new SplittableRandom(17);
    SplittableRandom values = new SplittableRandom(2);
    List<Double> window = new ArrayList<>();
    int alarms = 0;
    int quiet = 0;
    for (int i = 0; i < 4_000; i++) {
      if (detector.signal() == Signal.DRIFT) {
        window.clear();
      }
      window.add(values.nextDouble() + Math.sin(i / 60.0) / 4);
      if (window.size() > size) {
        window.removeFirst();
      }
      Signal expected = Signal.STABLE;
      if (window.size() == size) {
        List<Double> older = new ArrayList<>(window.subList(0, size - recent));
        double[] drawn = new double[recent];
        for (int k = 0; k < recent; k++) {
          int left = older.size() - k;
          int picked = k + (int) Long.remainderUnsigned(seeds.nextLong(), left);
          drawn[k] = older.get(picked);
          older.set(picked, older.get(k));
        }
        double[] newest =
            window.subList(size - recent, size).stream().mapToDouble(v -> v).toArray();
        int steps = largestStep(drawn, newest);
        boolean far = steps > 0.1 * recent;
        expected = far && Kswin.tail(recent, steps) <= alpha ? Signal.DRIFT : Signal.STABLE;
        quiet += expected == Signal.STABLE ? 1 : 0;
        alarms += expected == Signal.DRIFT ? 1 : 0;
      }

      assertThat(detector.update(window.getLast())).as("value %d", i).isEqualTo(expected);
    }

    assertThat(alarms).isGreaterThan(20);
    assertThat(quiet).isGreaterThan(300);
  }

  private static int largestStep(double[] first, double[] second) {
    int most = 0;
    for (double at : first) {
      long here = Arrays.stream(first).filter(v -> v <= at).count();
      long there = Arrays.stream(second).filter(v -> v <= at).count();
      most = (int) Math.max(most, Math.abs(here - there));
    }
    for (double at : second) {
      long here = Arrays.stream(first).filter(v -> v <= at).count();
      long there = Arrays.stream(second).filter(v -> v <= at).count();
      most = (int) Math.max(most, Math.abs(here - there));
    }
    return most;
  }
}
