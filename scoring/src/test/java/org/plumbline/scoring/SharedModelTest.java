package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SharedModelTest {
  @Test
  void manyThreadsShareOneModelAndAgreeToTheBit() throws Exception {
    Model model = SampleModels.multiclass();
    List<double[]> rows = ModelFileTest.rows();
    List<Double> alone = scores(model, rows);
    var tasks = new ArrayList<Callable<List<Double>>>();
    for (int i = 0; i < 64; i++) {
      tasks.add(() -> scores(model, rows));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(tasks)) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    }
  }

  private static List<Double> scores(Model model, List<double[]> rows) {
    var scratch = new Scratch();
    var scores = new ArrayList<Double>();
    for (int round = 0; round < 20; round++) {
      for (double[] row : rows) {
        scores.add(model.score(row, scratch));
        scores.add(model.explain(row, scratch).contribution(0));
      }
    }
    return scores;
  }
}
