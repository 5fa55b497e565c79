package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The inputs that moved a score most, in words. */
public final class ReasonCodes {
  private ReasonCodes() {}

  /** {@link #top(Explanation, List, List, int, Set)} with no input excluded. */
  public static List<Reason> top(
      Explanation explanation, List<Input> inputs, List<String> rowTexts, int k) {
    return top(explanation, inputs, rowTexts, k, Set.of());
  }

  /**
   * Up to {@code k} reasons by the size of their contribution, largest first, equals in input
   * order; inputs that contributed nothing are no reason.
   *
   * @param rowTexts the value of each input as a person wrote it, empty where missing
   * @param excluded names of inputs that must not be given as a reason
   */
  public static List<Reason> top(
      Explanation explanation,
      List<Input> inputs,
      List<String> rowTexts,
      int k,
      Set<String> excluded) {
    return top(
        explanation,
        inputs,
        rowTexts,
        k,
        new ReasonRules(ReasonRules.Order.SIZE, excluded, Map.of()));
  }

  /**
   * Up to {@code k} reasons as the rules say, largest first, equals in input order. For a value or
   * a class the contributions are those to its margin, so "the score" of the usual sentence is the
   * value, or the weight of that class.
   *
   * @param rowTexts the value of each input as a person wrote it, empty where missing
   */
  public static List<Reason> top(
      Explanation explanation,
      List<Input> inputs,
      List<String> rowTexts,
      int k,
      ReasonRules rules) {
    require(k >= 0, "%s reasons asked for", k);
    require(
        inputs.size() == explanation.contributions().length && rowTexts.size() == inputs.size(),
        "%s inputs and %s texts for %s contributions",
        inputs.size(),
        rowTexts.size(),
        explanation.contributions().length);
    return IntStream.range(0, inputs.size())
        .filter(i -> rules.allows(inputs.get(i).name(), explanation.contribution(i)))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(explanation.contribution(i))))
        .limit(k)
        .map(i -> reason(inputs.get(i).name(), rowTexts.get(i), explanation.contribution(i), rules))
        .toList();
  }

  /** A slot as a person would write it; empty where missing. Dates are days, times are seconds. */
  public static String text(Input input, double slot) {
    if (Double.isNaN(slot)) {
      return "";
    }
    if (input.isCategorical()) {
      return slot < 0 ? "unknown" : input.categories().get((int) slot);
    }
    return slot == Math.rint(slot) && Math.abs(slot) < 1e15
        ? Long.toString((long) slot)
        : Double.toString(slot);
  }

  /** {@link #text(Input, double)} of every slot of a row. */
  public static List<String> texts(List<Input> inputs, double[] row) {
    return IntStream.range(0, inputs.size()).mapToObj(i -> text(inputs.get(i), row[i])).toList();
  }

  private static Reason reason(
      String feature, String text, double contribution, ReasonRules rules) {
    String value = text.isEmpty() ? "missing" : text;
    ReasonTemplate template = rules.templates().get(feature);
    if (template != null) {
      return new Reason(feature, value, contribution, template.fill(feature, value, contribution));
    }
    String size = rounded(Math.abs(contribution));
    String sentence =
        feature
            + (text.isEmpty() ? " is missing: " : " = " + value + " ")
            + (contribution > 0 ? "raises" : "lowers")
            + " the score by "
            + size;
    return new Reason(feature, value, contribution, sentence);
  }

  /** Two decimals, or two significant digits where that would show nothing. */
  static String rounded(double size) {
    var exact = new BigDecimal(size);
    BigDecimal two = exact.setScale(2, RoundingMode.HALF_EVEN);
    return (two.signum() == 0 ? exact.round(new MathContext(2, RoundingMode.HALF_EVEN)) : two)
        .toPlainString();
  }
}
