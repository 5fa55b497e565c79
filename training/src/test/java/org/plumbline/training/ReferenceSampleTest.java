package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Task;

class ReferenceSampleTest {
  private static Dataset data(int rows, int columns) {
    double[][] slots = new double[columns][];
    for (int column = 0; column < columns; column++) {
      double first = column;
      slots[column] = IntStream.range(0, rows).mapToDouble(row -> 10 * row + first).toArray();
    }
    return new Dataset(
        Task.REGRESSION,
        IntStream.range(0, columns).mapToObj(i -> Input.numeric("n" + i)).toList(),
        slots,
        List.of(),
        new double[rows],
        new int[0]);
  }

  @Test
  void keepsWholeRowsTheSameForTheSameSeed() {
    ReferenceSample sample = ReferenceSample.of(data(5_000, 3), 7);

    assertThat(sample.rows()).hasSize(2_000).allMatch(row -> row[2] - row[0] == 2);
    assertThat(sample.toBytes()).isEqualTo(ReferenceSample.of(data(5_000, 3), 7).toBytes());
    assertThat(sample.toBytes()).isNotEqualTo(ReferenceSample.of(data(5_000, 3), 8).toBytes());
  }

  @Test
  void keepsFewerRowsOfWideTablesAndAllOfSmallOnes() {
    assertThat(ReferenceSample.rows(1_000)).isEqualTo(500);
    assertThat(ReferenceSample.rows(100_000)).isEqualTo(200);
    assertThat(ReferenceSample.rows(0)).isEqualTo(2_000);
    assertThat(ReferenceSample.of(data(12, 2), 1).rows()).hasSize(12);
  }

  @Test
  void readsWhatItWroteToTheLastBit() {
    var sample =
        new ReferenceSample(
            List.of(new double[] {0.1, Double.NaN}, new double[] {-0.0, Double.MIN_VALUE}));

    assertThat(ReferenceSample.fromBytes(sample.toBytes()).toBytes()).isEqualTo(sample.toBytes());
    assertThat(ReferenceSample.fromBytes(ReferenceSample.NONE.toBytes()).isEmpty()).isTrue();
  }

  @Test
  void refusesWhatIsNoSample() {
    byte[] bytes = new ReferenceSample(List.of(new double[] {1, 2})).toBytes();
    byte[] other = bytes.clone();
    other[3] = 9;

    assertThatThrownBy(() -> ReferenceSample.fromBytes(other)).hasMessageContaining("form 9");
    assertThatThrownBy(() -> ReferenceSample.fromBytes(Arrays.copyOf(bytes, bytes.length - 1)))
        .hasMessageContaining("does not have 27 bytes");
    assertThatThrownBy(() -> ReferenceSample.fromBytes(new byte[3]))
        .hasMessageContaining("3 bytes");
    assertThatThrownBy(() -> new ReferenceSample(List.of(new double[] {1}, new double[] {1, 2})))
        .hasMessageContaining("2 values");
  }
}
