package org.plumbline.http.prediction;

import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;

/**
 * The rows of one request, divided between champion and challenger.
 *
 * @param byChallenger which rows the challenger answers; left as it is
 */
record Divided(List<ParsedRow> rows, BitSet byChallenger) {

  static Divided of(Lineup lineup, List<ParsedRow> rows, UUID[] ids) {
    var byChallenger = new BitSet(rows.size());
    for (int i = 0; i < ids.length; i++) {
      ServingVersion version = lineup.choose(rows.get(i).id(), ids[i]);
      byChallenger.set(i, version.equals(lineup.challenger()));
    }
    return new Divided(rows, byChallenger);
  }

  /** Whether the champion answers all. */
  boolean isWhole() {
    return byChallenger.isEmpty();
  }

  boolean isTaken(int row) {
    return byChallenger.get(row);
  }

  int taken() {
    return byChallenger.cardinality();
  }

  /** The same with the challenger's rows as its own contract reads them. */
  Divided readBy(ServingVersion challenger, Function<ServingVersion, List<ParsedRow>> reading) {
    List<ParsedRow> read = reading.apply(challenger);
    return new Divided(
        IntStream.range(0, rows.size())
            .mapToObj(i -> isTaken(i) ? read.get(i) : rows.get(i))
            .toList(),
        byChallenger);
  }

  List<ParsedRow> rowsOf(boolean challenger) {
    return IntStream.range(0, rows.size())
        .filter(i -> isTaken(i) == challenger)
        .mapToObj(rows::get)
        .toList();
  }
}
