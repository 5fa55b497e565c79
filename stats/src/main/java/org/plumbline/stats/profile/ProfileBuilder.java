package org.plumbline.stats.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.Rules;

/**
 * Profiles a stream of rows in bounded memory. Feed it row by row or column by column, in any
 * order. A slot is a {@code double}: the number itself, or the index into the column's categories;
 * {@code NaN} is missing and -1 a category outside the dictionary. About 10 ns a numeric value by
 * column. For one thread; profile parts apart and merge them to use several.
 */
public final class ProfileBuilder {
  private final List<ProfileColumn> columns;
  private final List<Counter> counters;

  private sealed interface Counter {}

  private record Numbers(NumericCounts counts) implements Counter {}

  /** Codes are tallied first and named when read. */
  private record Categories(CategoryCounts counts, long[] tally, List<String> dictionary)
      implements Counter {
    void addCode(String column, double slot) {
      if (Double.isNaN(slot)) {
        counts.addMissing(1);
      } else if (slot == -1) {
        counts.add(CategoricalProfile.UNKNOWN, 1);
      } else {
        int code = (int) slot;
        Rules.require(
            code == slot && code >= 0 && code < tally.length,
            "slot %s of column %s must be NaN, -1 or an index below %d",
            slot,
            column,
            tally.length);
        tally[code]++;
      }
    }

    void nameTallied() {
      for (int code = 0; code < tally.length; code++) {
        if (tally[code] != 0) {
          counts.add(dictionary.get(code), tally[code]);
          tally[code] = 0;
        }
      }
    }
  }

  /** A builder of default memory. */
  public ProfileBuilder(List<ProfileColumn> columns) {
    this(columns, ProfileSettings.DEFAULT);
  }

  /**
   * A builder of the stated memory.
   *
   * @throws IllegalArgumentException when two columns share a name
   */
  public ProfileBuilder(List<ProfileColumn> columns, ProfileSettings settings) {
    this.columns = List.copyOf(columns);
    this.counters = new ArrayList<>(columns.size());
    Set<String> names = new HashSet<>();
    for (ProfileColumn column : columns) {
      Rules.require(names.add(column.name()), "column %s is given twice", column.name());
      counters.add(
          switch (column.kind()) {
            case NUMERIC -> new Numbers(new NumericCounts(settings.valueLimit()));
            case CATEGORICAL ->
                new Categories(
                    new CategoryCounts(settings.categoryLimit()),
                    new long[column.categories().size()],
                    column.categories());
          });
    }
  }

  /** Adds a row with one slot for each column. */
  public void addRow(double[] slots) {
    Rules.require(
        slots.length == counters.size(),
        "a row of %d slots for %d columns",
        slots.length,
        counters.size());
    for (int i = 0; i < slots.length; i++) {
      switch (counters.get(i)) {
        case Numbers numbers -> numbers.counts().add(slots[i]);
        case Categories categories -> categories.addCode(columns.get(i).name(), slots[i]);
      }
    }
  }

  /** Adds {@code slots[from..to)} to one column. */
  public void addColumn(int column, double[] slots, int from, int to) {
    switch (counters.get(column)) {
      case Numbers numbers -> numbers.counts().add(slots, from, to);
      case Categories categories -> {
        String name = columns.get(column).name();
        for (int i = from; i < to; i++) {
          categories.addCode(name, slots[i]);
        }
      }
    }
  }

  /** Adds all slots to one column. */
  public void addColumn(int column, double[] slots) {
    addColumn(column, slots, 0, slots.length);
  }

  /** Adds one category by name, {@code null} for missing, to a categorical column. */
  public void addCategory(int column, @Nullable String category) {
    addCategory(column, category, 1);
  }

  /** Adds one category, {@code null} for missing, as often as stated to a categorical column. */
  public void addCategory(int column, @Nullable String category, long times) {
    Rules.require(times >= 0, "a category cannot occur %d times", times);
    switch (counters.get(column)) {
      case Numbers _ ->
          throw new IllegalArgumentException(
              "column %s is numeric and takes no categories".formatted(columns.get(column).name()));
      case Categories categories -> {
        if (category == null) {
          categories.counts().addMissing(times);
        } else if (times > 0) {
          categories.counts().add(category, times);
        }
      }
    }
  }

  /**
   * Adds all rows of a profile of the same columns.
   *
   * @throws IllegalArgumentException when the columns differ in number, name, order or kind
   */
  public void add(TableProfile profile) {
    Rules.require(
        profile.columns().size() == counters.size(),
        "a profile of %d columns for %d columns",
        profile.columns().size(),
        counters.size());
    for (int i = 0; i < counters.size(); i++) {
      Rules.require(
          profile.columns().get(i).name().equals(columns.get(i).name())
              && profile.columns().get(i).kind() == columns.get(i).kind(),
          "profiled column %s is not %s %s",
          profile.columns().get(i),
          columns.get(i).kind(),
          columns.get(i).name());
    }
    for (int i = 0; i < counters.size(); i++) {
      switch (profile.columns().get(i)) {
        case NumericProfile numbers -> ((Numbers) counters.get(i)).counts().add(numbers);
        case CategoricalProfile categories ->
            ((Categories) counters.get(i)).counts().add(categories);
      }
    }
  }

  /** The profile of what was added so far; the builder may go on. */
  public TableProfile build() {
    List<ColumnProfile> profiles = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      profiles.add(
          switch (counters.get(i)) {
            case Numbers numbers -> numbers.counts().profile(name);
            case Categories categories -> {
              categories.nameTallied();
              yield categories.counts().profile(name);
            }
          });
    }
    return new TableProfile(profiles);
  }
}
