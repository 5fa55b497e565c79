package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Task;

/**
 * What to learn, from which columns, within which budget.
 *
 * @param label the column to predict
 * @param positive the value of a two-class label whose probability is the score; null = chosen
 *     (yes, true, 1, else the rarer class)
 * @param id the column that names the entity; never a feature
 * @param time the column to split by: the latest fifth is the test set
 * @param group the column whose values are never parted by a split
 * @param drop columns that are kept out
 * @param task null = inferred from the label
 * @param seed fixes every random choice: same data and seed, same model bytes
 * @param budget wall time the search may use; finished candidates count, at least one per learner
 * @param dataName name of the file or snapshot, for the provenance
 * @param dataHash SHA-256 of its bytes, for the provenance
 * @param quarantined rows refused while reading, for the provenance
 * @param mitigation what is done so that groups fare alike
 */
public record TrainingRequest(
    String label,
    @Nullable String positive,
    @Nullable String id,
    @Nullable String time,
    @Nullable String group,
    List<String> drop,
    @Nullable Task task,
    long seed,
    Duration budget,
    String dataName,
    String dataHash,
    long quarantined,
    Mitigation mitigation) {
  public static final Duration DEFAULT_BUDGET = Duration.ofMinutes(2);

  public TrainingRequest {
    require(!label.isBlank(), "label must name a column");
    require(budget.isPositive(), "budget %s must be positive", budget);
    require(quarantined >= 0, "quarantined %s must not be negative", quarantined);
    drop = List.copyOf(drop);
  }

  /** A request for one label with all else at its default. */
  public static TrainingRequest of(String label) {
    return new TrainingRequest(
        label,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        42,
        DEFAULT_BUDGET,
        "table",
        "",
        0,
        Mitigation.NONE);
  }

  public TrainingRequest withPositive(@Nullable String value) {
    return new TrainingRequest(
        label,
        value,
        id,
        time,
        group,
        drop,
        task,
        seed,
        budget,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withId(@Nullable String column) {
    return new TrainingRequest(
        label,
        positive,
        column,
        time,
        group,
        drop,
        task,
        seed,
        budget,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withTime(@Nullable String column) {
    return new TrainingRequest(
        label,
        positive,
        id,
        column,
        group,
        drop,
        task,
        seed,
        budget,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withGroup(@Nullable String column) {
    return new TrainingRequest(
        label,
        positive,
        id,
        time,
        column,
        drop,
        task,
        seed,
        budget,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withDrop(List<String> columns) {
    return new TrainingRequest(
        label,
        positive,
        id,
        time,
        group,
        columns,
        task,
        seed,
        budget,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withTask(@Nullable Task value) {
    return new TrainingRequest(
        label,
        positive,
        id,
        time,
        group,
        drop,
        value,
        seed,
        budget,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withSeed(long value) {
    return new TrainingRequest(
        label,
        positive,
        id,
        time,
        group,
        drop,
        task,
        value,
        budget,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withBudget(Duration value) {
    return new TrainingRequest(
        label,
        positive,
        id,
        time,
        group,
        drop,
        task,
        seed,
        value,
        dataName,
        dataHash,
        quarantined,
        mitigation);
  }

  public TrainingRequest withMitigation(Mitigation value) {
    return new TrainingRequest(
        label,
        positive,
        id,
        time,
        group,
        drop,
        task,
        seed,
        budget,
        dataName,
        dataHash,
        quarantined,
        value);
  }

  /** Says where the table comes from. */
  public TrainingRequest withData(String name, String hash, long quarantinedRows) {
    return new TrainingRequest(
        label,
        positive,
        id,
        time,
        group,
        drop,
        task,
        seed,
        budget,
        name,
        hash,
        quarantinedRows,
        mitigation);
  }
}
