package org.plumbline.scoring.exchange;

import java.util.Map;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.Task;

/**
 * What an XGBoost objective makes of its margin, and of its base score.
 *
 * @param task what the answer is
 * @param link from the margin to the answer
 * @param base the scale its base score is kept on
 */
record XgboostObjective(Task task, Link.Standard link, Base base) {

  /** The scale of a base score. */
  enum Base {
    MARGIN,
    PROBABILITY,
    VALUE
  }

  private static final XgboostObjective VALUE =
      new XgboostObjective(Task.REGRESSION, Link.Standard.IDENTITY, Base.MARGIN);
  private static final XgboostObjective LOG =
      new XgboostObjective(Task.REGRESSION, Link.Standard.LOG, Base.VALUE);
  private static final XgboostObjective LOGISTIC =
      new XgboostObjective(Task.BINARY, Link.Standard.LOGISTIC, Base.PROBABILITY);
  private static final XgboostObjective SOFTMAX =
      new XgboostObjective(Task.MULTICLASS, Link.Standard.SOFTMAX, Base.MARGIN);

  private static final Map<String, XgboostObjective> ALL =
      Map.ofEntries(
          Map.entry("binary:logistic", LOGISTIC),
          Map.entry("reg:logistic", LOGISTIC),
          Map.entry("binary:logitraw", VALUE),
          Map.entry("multi:softprob", SOFTMAX),
          Map.entry("multi:softmax", SOFTMAX),
          Map.entry("reg:squarederror", VALUE),
          Map.entry("reg:squaredlogerror", VALUE),
          Map.entry("reg:absoluteerror", VALUE),
          Map.entry("reg:pseudohubererror", VALUE),
          Map.entry("reg:quantileerror", VALUE),
          Map.entry("rank:pairwise", VALUE),
          Map.entry("rank:ndcg", VALUE),
          Map.entry("rank:map", VALUE),
          Map.entry("reg:gamma", LOG),
          Map.entry("reg:tweedie", LOG),
          Map.entry("count:poisson", LOG),
          Map.entry("survival:cox", LOG),
          Map.entry("survival:aft", LOG));

  static XgboostObjective of(String name) {
    XgboostObjective objective = ALL.get(name);
    if (objective == null) {
      throw refused(
          "objective '"
              + name
              + "' is not taken; taken are "
              + String.join(", ", ALL.keySet().stream().sorted().toList()));
    }
    return objective;
  }

  /** In float as XGBoost does, or the margins would differ in the last bit. */
  float margin(float score) {
    return switch (base) {
      case MARGIN -> score;
      case PROBABILITY -> {
        if (!(score > 0 && score < 1)) {
          throw refused("base score " + score + " is no probability");
        }
        yield -FloatLogarithm.of(Math.max(1f / score - 1f, Float.MIN_NORMAL));
      }
      case VALUE -> {
        if (!(score >= Float.MIN_NORMAL)) {
          throw refused("base score " + score + " is not positive");
        }
        yield FloatLogarithm.of(score);
      }
    };
  }

  private static ModelFormatException refused(String reason) {
    return new ModelFormatException("XGBoost model", 0, reason);
  }
}
