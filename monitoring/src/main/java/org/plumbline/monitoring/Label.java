package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What truly happened, for one prediction or for one entity at a time.
 *
 * @param predictionId null when entity and time say which
 * @param entity with {@code time}: the last prediction about it at or before that time
 * @param value a class name, a boolean or a number, as the caller wrote it; null when only business
 *     values are told
 * @param values numbers of the business by name, such as what the customer paid
 * @param observedAt when it was known, null for now
 */
public record Label(
    @Nullable UUID predictionId,
    @Nullable String entity,
    @Nullable Instant time,
    @Nullable Object value,
    Map<String, Double> values,
    @Nullable Instant observedAt) {
  /** What a business value may be called; those that trials give a meaning are taken. */
  private static final Pattern NAME =
      Pattern.compile("(?!outcome$|squared-error$)[a-z][a-z0-9_.-]{0,62}");

  private static final int MOST_VALUES = 20;

  public Label {
    values = Map.copyOf(values);
    require(
        predictionId != null || (entity != null && time != null),
        "a label names a predictionId, or an entity and a time");
    require(value != null || !values.isEmpty(), "a label has a value, or business values");
    require(values.size() <= MOST_VALUES, "a label has at most 20 business values");
    values.forEach(
        (name, number) ->
            require(
                NAME.matcher(name).matches() && Double.isFinite(number),
                "'%s' is %s: a business value is a finite number with a name of a-z, 0-9, '_', '.'"
                    + " and '-' that is neither 'outcome' nor 'squared-error'",
                name,
                number));
  }

  /** Without business values. */
  public Label(
      @Nullable UUID predictionId,
      @Nullable String entity,
      @Nullable Instant time,
      Object value,
      @Nullable Instant observedAt) {
    this(predictionId, entity, time, value, Map.of(), observedAt);
  }

  public static Label of(UUID predictionId, Object value) {
    return new Label(predictionId, null, null, value, null);
  }
}
