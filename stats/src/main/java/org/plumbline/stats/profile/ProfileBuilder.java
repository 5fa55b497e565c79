package org.plumbline.stats.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.Rules;

/**
 * Profiles a stream of rows in bounded memory. Feed it row by row or column by column, in any
 * order. A slot is a {@code double}: the number itself, or the index into the column's categories;
 * {@code NaN} is missing and -1 a category outside the dictionary. A row that is refused is not
 * counted. About 15 ns a numeric value by column; {@link WindowCounts} is far quicker for windows
 * that have a reference. For one thread; profile parts apart and merge them to use several.
 */
public final class ProfileBuilder {
  private static final int BLOCK = 256;

  private final List<ProfileColumn> columns;
  private final List<Counter> counters;
  private final double[] waiting;
  private int rowsWaiting;

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
        requireCode(column, slot);
        tally[(int) slot]++;
      }
    }

    void requireCode(String column, double slot) {
      int code = (int) slot;
      // Spelled out: a call with all arguments would box them for each value.
      if (!Double.isNaN(slot) && (code != slot || code < -1 || code >= tally.length)) {
        throw new IllegalArgumentException(
            "slot %s of column %s must be NaN, -1 or an index below %d"
                .formatted(slot, column, tally.length));
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
    this(columns, settings, new TableProfile(List.of()));
  }

  private ProfileBuilder(
      List<ProfileColumn> columns, ProfileSettings settings, TableProfile reference) {
    this.columns = List.copyOf(columns);
    this.counters = new ArrayList<>(columns.size());
    this.waiting = new double[columns.size() * BLOCK];
    Set<String> names = new HashSet<>();
    for (ProfileColumn column : columns) {
      Rules.require(names.add(column.name()), "column %s is given twice", column.name());
      counters.add(
          switch (column.kind()) {
            case NUMERIC ->
                new Numbers(
                    new NumericCounts(settings.valueLimit(), layout(reference, column.name())));
            case CATEGORICAL ->
                new Categories(
                    new CategoryCounts(settings.categoryLimit()),
                    new long[column.categories().size()],
                    column.categories());
          });
    }
  }

  /**
   * A builder of default memory beside a reference: numeric columns that it holds are counted in
   * its {@linkplain NumericProfile#referenceBins() bins} too. Categories need none: they are
   * counted by name, or in hash buckets that are the same for all profiles.
   */
  public static ProfileBuilder beside(TableProfile reference, List<ProfileColumn> columns) {
    return beside(reference, columns, ProfileSettings.DEFAULT);
  }

  /** A builder of the stated memory beside a reference. */
  public static ProfileBuilder beside(
      TableProfile reference, List<ProfileColumn> columns, ProfileSettings settings) {
    return new ProfileBuilder(columns, settings, reference);
  }

  private static @Nullable ReferenceBins layout(TableProfile reference, String column) {
    return reference.column(column).orElse(null) instanceof NumericProfile numbers
        ? ReferenceBins.of(numbers)
        : null;
  }

  /**
   * Bytes that this builder holds for what it counted, object headers estimated. Bounded by the
   * settings and the longest kept name whatever the stream: at most 32 bytes for each of {@code
   * valueLimit} rounded up to a power of two, with 12 KiB of sums, and {@code categoryLimit +
   * 2,048} names of at most 256 characters, for each column.
   */
  public long retainedBytes() {
    long bytes = Retained.longs(waiting.length);
    for (Counter counter : counters) {
      bytes +=
          switch (counter) {
            case Numbers numbers -> numbers.counts().retainedBytes();
            case Categories categories ->
                categories.counts().retainedBytes() + Retained.longs(categories.tally().length);
          };
    }
    return bytes;
  }

  /** Adds a row with one slot for each column. */
  public void addRow(double[] slots) {
    Rules.require(
        slots.length == counters.size(),
        "a row of %d slots for %d columns",
        slots.length,
        counters.size());
    for (int i = 0; i < slots.length; i++) {
      if (counters.get(i) instanceof Categories categories) {
        categories.requireCode(columns.get(i).name(), slots[i]);
      }
      waiting[i * BLOCK + rowsWaiting] = slots[i];
    }
    rowsWaiting++;
    if (rowsWaiting == BLOCK) {
      flush();
    }
  }

  /* Row by row, each value would find its column's table thrown out of the cache by the others. */
  private void flush() {
    int rows = rowsWaiting;
    rowsWaiting = 0;
    for (int i = 0; i < counters.size() && rows > 0; i++) {
      addColumn(i, waiting, i * BLOCK, i * BLOCK + rows);
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

  /**
   * Adds all slots to all columns, several columns at a time on the common pool.
   *
   * @param slots by column; columns need not be equally long
   */
  public void addColumns(double[][] slots) {
    Rules.require(
        slots.length == counters.size(),
        "slots of %d columns for %d columns",
        slots.length,
        counters.size());
    IntStream.range(0, slots.length).parallel().forEach(i -> addColumn(i, slots[i]));
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
    flush();
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
