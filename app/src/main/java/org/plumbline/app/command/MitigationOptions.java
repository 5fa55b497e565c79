package org.plumbline.app.command;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.fairness.FairnessGoal;
import org.plumbline.training.Mitigation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a training does so that groups fare alike. */
final class MitigationOptions {
  @Option(
      names = "--reweigh",
      description = "Weigh rows so that protected groups and label are independent.")
  private boolean reweigh;

  @Option(
      names = "--group-thresholds",
      paramLabel = "GOAL",
      converter = GoalName.class,
      description =
          "Another threshold for each group, so that demographic-parity, equal-opportunity or"
              + " equalised-odds hold; policies refuse it unless they allow it.")
  private @Nullable FairnessGoal goal;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description =
          "Largest difference that group thresholds may leave (default ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--mitigate-for",
      paramLabel = "A,B",
      split = ",",
      description = "Protected columns that are meant, crossed (default: all).")
  private List<String> attributes = List.of();

  Mitigation asked() {
    return new Mitigation(attributes, reweigh, goal, tolerance);
  }

  /** Names as people write them. */
  static final class GoalName implements ITypeConverter<FairnessGoal> {
    @Override
    public FairnessGoal convert(String value) {
      return Arrays.stream(FairnessGoal.values())
          .filter(goal -> goal.wireName().equalsIgnoreCase(value.strip()))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + value
                          + "' is no goal; use demographic-parity, equal-opportunity or"
                          + " equalised-odds"));
    }
  }
}
