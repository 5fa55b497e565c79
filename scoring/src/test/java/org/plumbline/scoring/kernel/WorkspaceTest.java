package org.plumbline.scoring.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Forest;

class WorkspaceTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A service makes a workspace for each request, and most requests hold one row. */
  @Test
  void whatOnlyManyRowsNeedIsNotMadeForOne() {
    var random = new RandomForests(7);
    Forest forest = random.forest(30, 100, 1, 6);
    var packed = new PackedForest(forest);
    float[] row = Arrays.copyOf(random.rows(30, 1), 30);
    float[] out = new float[1];
    packed.margins(row, out, new Workspace());

    long before = THREADS.getCurrentThreadAllocatedBytes();
    packed.margins(row, out, new Workspace());

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(2_048);
  }
}
