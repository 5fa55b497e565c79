package org.plumbline.deployment.safeguard;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Task;

/** Whether safeguards make sense for a model; each refusal names the field. */
final class SafeguardRules {
  private static final Set<Reaction> OF_OUTPUT = EnumSet.allOf(Reaction.class);
  private static final Set<Reaction> OF_INPUT =
      EnumSet.of(Reaction.MARK, Reaction.FALL_BACK, Reaction.REFUSE);
  private static final Set<Reaction> WITHOUT_SCORE =
      EnumSet.of(Reaction.FALL_BACK, Reaction.REFUSE);

  private final Safeguards safeguards;
  private final Contract contract;
  private final Task task;

  SafeguardRules(Safeguards safeguards, Contract contract, Task task) {
    this.safeguards = safeguards;
    this.contract = contract;
    this.task = task;
  }

  void check() {
    check(safeguards.output());
    check(safeguards.ranges());
    check(safeguards.missing());
    check(safeguards.staleness());
    check(safeguards.unusual());
    reaction("failure", safeguards.failure(), WITHOUT_SCORE);
    reaction("kill", safeguards.kill(), WITHOUT_SCORE);
    for (int i = 0; i < safeguards.fallbacks().size(); i++) {
      check("fallbacks[%s]".formatted(i), safeguards.fallbacks().get(i));
    }
  }

  private void check(@Nullable OutputBounds output) {
    if (output == null) {
      return;
    }
    reaction("output.reaction", output.reaction(), OF_OUTPUT);
    that(
        output.min() != null || output.max() != null, "output.min", "Bounds need at least one end");
    that(output.low() <= output.high(), "output.max", "The upper bound lies below the lower one");
    score("output.min", output.min());
    score("output.max", output.max());
    that(
        output.reaction() != Reaction.CLIP || task != Task.MULTICLASS,
        "output.reaction",
        "The score of several classes cannot be clipped, as it names the likeliest: mark, fall back"
            + " or refuse");
  }

  private void check(@Nullable InputRanges ranges) {
    if (ranges == null) {
      return;
    }
    reaction("ranges.reaction", ranges.reaction(), OF_INPUT);
    that(ranges.source() != null, "ranges.source", "Say where the ranges come from");
    that(
        ranges.source() != InputRanges.Source.GIVEN || !ranges.limits().isEmpty(),
        "ranges.limits",
        "Ranges that are given by hand need at least one");
    for (InputRanges.Limit limit : ranges.limits()) {
      ColumnContract feature = feature("ranges.limits", limit.feature());
      that(
          feature.type().isNumeric(),
          "ranges.limits",
          "'%s' has no order, so it has no range".formatted(limit.feature()));
      that(
          limit.min() != null || limit.max() != null,
          "ranges.limits",
          "The range of '%s' needs at least one end".formatted(limit.feature()));
      that(
          limit.min() == null || limit.max() == null || limit.min() <= limit.max(),
          "ranges.limits",
          "The range of '%s' holds nothing".formatted(limit.feature()));
    }
  }

  private void check(@Nullable MissingValues missing) {
    if (missing != null) {
      reaction("missing.reaction", missing.reaction(), OF_INPUT);
      share("missing.most", missing.most());
    }
  }

  private void check(@Nullable Staleness staleness) {
    if (staleness == null) {
      return;
    }
    reaction("staleness.reaction", staleness.reaction(), OF_INPUT);
    that(
        staleness.most() != null && staleness.most().isPositive(),
        "staleness.most",
        "Say how old a row may be, such as PT24H");
  }

  private void check(@Nullable UnusualRow unusual) {
    if (unusual != null) {
      reaction("unusual.reaction", unusual.reaction(), OF_INPUT);
      share("unusual.most", unusual.most());
      that(
          unusual.tail() > 0 && unusual.tail() < 0.5,
          "unusual.tail",
          "The tail is %s: it must lie above 0 and below 0.5".formatted(unusual.tail()));
    }
  }

  private void check(String field, Fallback fallback) {
    that(fallback.kind() != null, field, "Say which kind of fallback it is");
    if (fallback.kind() == Fallback.Kind.PREVIOUS_VERSION) {
      return;
    }
    that(
        task != Task.MULTICLASS,
        field,
        "Only the previous version can answer for a model of several classes");
    if (fallback.score() == null) {
      throw missing(field, "Say which score it answers");
    }
    score(field, fallback.score());
    if (fallback.kind() == Fallback.Kind.BASELINE) {
      String feature = fallback.feature();
      if (feature == null || fallback.cases().isEmpty()) {
        throw missing(field, "A baseline needs a feature and at least one case");
      }
      feature(field, feature);
      for (Fallback.Case one : fallback.cases()) {
        score(field, one.score());
        that(
            one.value() != null || one.from() != null || one.to() != null,
            field,
            "Each case of a baseline needs a value or a range");
        one.of(feature).checked(contract);
      }
    }
  }

  private ColumnContract feature(String field, String name) {
    return contract.features().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> invalid(field, "The model reads no feature '%s'".formatted(name)));
  }

  private void reaction(String field, @Nullable Reaction reaction, Set<Reaction> allowed) {
    if (reaction == null) {
      throw missing(field, "'%s' says what happens: one of %s".formatted(field, allowed));
    }
    that(
        allowed.contains(reaction),
        field,
        "'%s' is %s but must be one of %s".formatted(field, reaction, allowed));
    that(
        reaction != Reaction.FALL_BACK || !safeguards.fallbacks().isEmpty(),
        "fallbacks",
        "'%s' falls back, but there is no fallback".formatted(field));
  }

  private void score(String field, @Nullable Double score) {
    if (score == null) {
      return;
    }
    that(Double.isFinite(score), field, "A score is a finite number");
    that(
        task == Task.REGRESSION || (score >= 0 && score <= 1),
        field,
        "%s is %s: the model answers probabilities, from 0 to 1".formatted(field, score));
  }

  private static void share(String field, double share) {
    that(
        share >= 0 && share <= 1,
        field,
        "%s is %s: a share lies in 0 to 1".formatted(field, share));
  }

  private static void that(boolean holds, String field, String text) {
    if (!holds) {
      throw invalid(field, text);
    }
  }

  private static PlumblineException invalid(String field, String text) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, text).with("field", field);
  }

  private static PlumblineException missing(String field, String text) {
    return PlumblineException.of(ErrorCode.MISSING_FIELD, text).with("field", field);
  }
}
