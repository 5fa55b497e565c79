package org.plumbline.governance.contest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.contest.Contest.Gate;
import org.plumbline.governance.contest.Contest.Measure;

/** What a challenger must show: pure. */
public final class ContestGates {
  /** The primary metric must be better by this share of the champion's. */
  public static final double LEAST_GAIN = 0.01;

  /** No other deciding metric may be worse by more than this share of the champion's. */
  public static final double MOST_LOSS = 0.05;

  /** Fewer rows decide nothing. */
  public static final int LEAST_ROWS = 100;

  private ContestGates() {}

  /**
   * The rows of a contest.
   *
   * @param rows that both versions scored
   * @param unscored rows for which a version gave no finite number
   * @param from the oldest answer, null without rows
   * @param registered when the younger of both versions was registered
   */
  public record Sample(int rows, int unscored, @Nullable Instant from, Instant registered) {}

  /** All gates, in the order in which people read them. */
  public static List<Gate> judge(Sample sample, List<Measure> measures) {
    List<Gate> gates = new ArrayList<>();
    gates.add(sample(sample));
    gates.add(fresh(sample));
    gates.add(finite(sample, measures));
    if (!measures.isEmpty()) {
      gates.add(gain(measures.getFirst()));
      gates.add(certain(measures.getFirst()));
      gates.add(secondary(measures.subList(1, measures.size())));
    }
    return gates;
  }

  private static Gate sample(Sample sample) {
    return new Gate(
        "sample",
        sample.rows() >= LEAST_ROWS,
        "%d labelled answers, at least %d are needed".formatted(sample.rows(), LEAST_ROWS));
  }

  /** What a version may have learnt from proves nothing about it. */
  private static Gate fresh(Sample sample) {
    Instant from = sample.from();
    boolean fresh = from != null && !from.isBefore(sample.registered());
    return new Gate(
        "fresh",
        fresh,
        from == null
            ? "There are no labelled answers to compare on"
            : fresh
                ? "All answers are younger than both versions"
                : "Answers since %s were compared, but a version was registered on %s and may have learnt from them"
                    .formatted(from, sample.registered()));
  }

  private static Gate finite(Sample sample, List<Measure> measures) {
    List<String> undefined =
        measures.stream().filter(one -> !one.finite()).map(Measure::metric).toList();
    boolean finite = sample.unscored() == 0 && undefined.isEmpty() && !measures.isEmpty();
    return new Gate(
        "finite",
        finite,
        sample.unscored() > 0
            ? "A version gave no finite score for %d rows".formatted(sample.unscored())
            : measures.isEmpty()
                ? "Nothing could be measured"
                : undefined.isEmpty()
                    ? "Every score and every metric is a finite number"
                    : "No finite number: " + String.join(", ", undefined));
  }

  private static Gate gain(Measure primary) {
    Double gain = primary.gain();
    return new Gate(
        "gain",
        gain != null && gain >= LEAST_GAIN,
        text(primary) + ", a gain of at least 1 % is needed");
  }

  private static Gate certain(Measure primary) {
    boolean better = primary.surelyBetter();
    return new Gate(
        "certain",
        better,
        primary.low() == null
            ? "The difference in %s has no interval".formatted(primary.metric())
            : String.format(
                Locale.ROOT,
                "The difference in %s is %+.5f [%+.5f, %+.5f] on the same rows, which %s",
                primary.metric(),
                primary.difference(),
                primary.low(),
                primary.high(),
                better ? "chance does not explain" : "chance may explain"));
  }

  private static Gate secondary(List<Measure> others) {
    List<String> lost =
        others.stream()
            .filter(one -> one.gain() == null || one.gain() < -MOST_LOSS)
            .map(ContestGates::text)
            .toList();
    return new Gate(
        "secondary",
        lost.isEmpty(),
        lost.isEmpty()
            ? "No other metric lost more than 5 %"
            : "More than 5 % worse: " + String.join("; ", lost));
  }

  private static String text(Measure measure) {
    Double gain = measure.gain();
    return gain == null
        ? measure.metric() + " cannot be compared"
        : String.format(
            Locale.ROOT,
            "%s %.4f against %.4f (%+.1f %%)",
            measure.metric(),
            measure.challenger(),
            measure.champion(),
            100 * gain);
  }
}
