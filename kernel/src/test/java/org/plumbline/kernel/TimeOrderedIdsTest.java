package org.plumbline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

  @Test
  void idIsVersion7AndCarriesTheMillisecond() {
    var at = Instant.parse("2026-11-21T10:15:30.123Z");
    var ids = new TimeOrderedIds(InstantSource.fixed(at), new SplittableRandom(1));

    var id = ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
  }

  @Property
  void idsOfOneMomentAscendAndAreOfVersion7(@ForAll long seed) {
    var ids =
        new TimeOrderedIds(InstantSource.fixed(Instant.EPOCH), new SplittableRandom(seed))
            .next(1_000);

    assertThat(ids).doesNotHaveDuplicates();
    for (int i = 0; i < ids.length; i++) {
      assertThat(ids[i].version()).isEqualTo(7);
      assertThat(ids[i].variant()).isEqualTo(2);
      assertThat(i == 0 || ids[i - 1].toString().compareTo(ids[i].toString()) < 0).isTrue();
    }
  }

  @Property
  void laterIdsSortAfterEarlierOnes(@ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long ms) {
    var earlier =
        new TimeOrderedIds(InstantSource.fixed(Instant.ofEpochMilli(ms)), new SplittableRandom(ms));
    var later =
        new TimeOrderedIds(
            InstantSource.fixed(Instant.ofEpochMilli(ms + 1)), new SplittableRandom(ms));

    assertThat(earlier.next().toString()).isLessThan(later.next().toString());
  }
}
