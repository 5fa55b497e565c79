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

  /** A request for one label, with all else at its default. */
  public static TrainingRequest of(String label) {
    return learning(label).build();
  }

  /** Begins a request for one label. */
  public static Builder learning(String label) {
    return new Builder(label);
  }

  /** Says what is not at its default. Not thread-safe. */
  public static final class Builder {
    private final String label;
    private @Nullable String positive;
    private @Nullable String id;
    private @Nullable String time;
    private @Nullable String group;
    private List<String> drop = List.of();
    private @Nullable Task task;
    private long seed = 42;
    private Duration budget = DEFAULT_BUDGET;
    private String dataName = "table";
    private String dataHash = "";
    private long quarantined;
    private Mitigation mitigation = Mitigation.NONE;

    private Builder(String label) {
      this.label = label;
    }

    public Builder positive(@Nullable String value) {
      this.positive = value;
      return this;
    }

    public Builder id(@Nullable String column) {
      this.id = column;
      return this;
    }

    public Builder time(@Nullable String column) {
      this.time = column;
      return this;
    }

    public Builder group(@Nullable String column) {
      this.group = column;
      return this;
    }

    public Builder drop(List<String> columns) {
      this.drop = columns;
      return this;
    }

    public Builder task(@Nullable Task value) {
      this.task = value;
      return this;
    }

    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    public Builder budget(Duration value) {
      this.budget = value;
      return this;
    }

    public Builder mitigation(Mitigation value) {
      this.mitigation = value;
      return this;
    }

    /** Says where the table comes from. */
    public Builder data(String name, String hash, long quarantinedRows) {
      this.dataName = name;
      this.dataHash = hash;
      this.quarantined = quarantinedRows;
      return this;
    }

    public TrainingRequest build() {
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
          mitigation);
    }
  }
}
