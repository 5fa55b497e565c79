package org.plumbline.stats.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.profile.CategoricalProfile;
import org.plumbline.stats.profile.ColumnKind;

/*
 * While both sides name every category, the bins are the categories; those of which fewer than five
 * rows are expected on the smaller side are pooled, so that a thousand rare categories do not look
 * like drift. Otherwise both sides are compared in the 256 hash buckets that each profile keeps of
 * all its categories.
 */
/** Measures how a categorical column moved. */
final class CategoricalDrift {
  private static final int MOST_LISTED = 100;
  private static final int MOST_DRAWN = 19;
  private static final double LEAST_EXPECTED = 5;

  private CategoricalDrift() {}

  static Findings measure(CategoricalProfile reference, CategoricalProfile current) {
    Findings found = new Findings(reference.name(), ColumnKind.CATEGORICAL, Comparison.COMPARED);
    found.rows(reference, current);
    int level = Math.max(reference.level(), current.level());
    List<String> names = names(reference, current, level);
    Bins bins = bins(reference, current, names);
    found.newCategories = onlyIn(current, reference, level);
    found.vanishedCategories = onlyIn(reference, current, level);
    found.newShare = newShare(reference, current, level);
    found.bins(bins.reference(), bins.current(), reference, current);
    found.story = story(reference, current, names);
    found.bins = drawing(reference, current, names);
    return found;
  }

  /** Counts of both sides over the same bins. */
  record Bins(double[] reference, double[] current) {}

  /** The bins that every statistic of categories is measured on. */
  static Bins bins(CategoricalProfile reference, CategoricalProfile current) {
    return bins(
        reference,
        current,
        names(reference, current, Math.max(reference.level(), current.level())));
  }

  private static Bins bins(
      CategoricalProfile reference, CategoricalProfile current, List<String> names) {
    if (!reference.exact() || !current.exact()) {
      return new Bins(doubles(reference.buckets()), doubles(current.buckets()));
    }
    double[] r = counts(reference, names);
    double[] c = counts(current, names);
    Pooling pooling = Pooling.of(r, c, LEAST_EXPECTED);
    return new Bins(pooling.sums(r), pooling.sums(c));
  }

  /** Names that both sides would keep at the level, the reference's most frequent first. */
  private static List<String> names(
      CategoricalProfile reference, CategoricalProfile current, int level) {
    Set<String> names = new LinkedHashSet<>();
    for (CategoricalProfile side : List.of(reference, current)) {
      for (String name : side.counts().keySet()) {
        if (isNamed(name, level)) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  private static boolean isNamed(String name, int level) {
    return level == 0 || Long.numberOfTrailingZeros(Keys.hash(name)) >= level;
  }

  private static double[] counts(CategoricalProfile profile, List<String> names) {
    double[] counts = new double[Math.max(1, names.size())];
    for (int i = 0; i < names.size(); i++) {
      counts[i] = profile.counts().getOrDefault(names.get(i), 0L);
    }
    return counts;
  }

  private static double[] doubles(long[] counts) {
    double[] doubles = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      doubles[i] = counts[i];
    }
    return doubles;
  }

  private static List<String> onlyIn(CategoricalProfile side, CategoricalProfile other, int level) {
    return side.counts().keySet().stream()
        .filter(name -> isNamed(name, level) && !other.counts().containsKey(name))
        .limit(MOST_LISTED)
        .toList();
  }

  /** Share of current values in new categories, among those that both sides would name. */
  private static double newShare(
      CategoricalProfile reference, CategoricalProfile current, int level) {
    double all = 0;
    double fresh = 0;
    for (Map.Entry<String, Long> entry : current.counts().entrySet()) {
      if (isNamed(entry.getKey(), level)) {
        all += entry.getValue();
        fresh += reference.counts().containsKey(entry.getKey()) ? 0 : entry.getValue();
      }
    }
    return all == 0 ? 0 : fresh / all;
  }

  private static String story(
      CategoricalProfile reference, CategoricalProfile current, List<String> names) {
    if (names.isEmpty() || reference.isEmpty() || current.isEmpty()) {
      return "";
    }
    String moved = "";
    double was = 0;
    double is = 0;
    for (String name : names) {
      double before = (double) reference.counts().getOrDefault(name, 0L) / reference.count();
      double now = (double) current.counts().getOrDefault(name, 0L) / current.count();
      if (Math.abs(now - before) > Math.abs(is - was)) {
        moved = name;
        was = before;
        is = now;
      }
    }
    return moved.isEmpty()
        ? ""
        : "the share of '%s' %s to %s from %s"
            .formatted(moved, is > was ? "rose" : "fell", Labels.percent(is), Labels.percent(was));
  }

  private static List<DriftBin> drawing(
      CategoricalProfile reference, CategoricalProfile current, List<String> names) {
    List<String> drawn =
        names.stream()
            .sorted(
                Comparator.comparingDouble((String name) -> -weight(name, reference, current))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_DRAWN)
            .toList();
    List<DriftBin> bins = new ArrayList<>();
    double left = reference.count();
    double right = current.count();
    for (String name : drawn) {
      double r = reference.counts().getOrDefault(name, 0L);
      double c = current.counts().getOrDefault(name, 0L);
      left -= r;
      right -= c;
      bins.add(bin(name, NumericDrawing.share(r, reference), NumericDrawing.share(c, current)));
    }
    if (left + right > 0) {
      bins.add(
          bin(
              "other",
              NumericDrawing.share(left, reference),
              NumericDrawing.share(right, current)));
    }
    if (reference.missing() + current.missing() > 0) {
      bins.add(NumericDrawing.missing(reference, current));
    }
    return bins;
  }

  private static double weight(
      String name, CategoricalProfile reference, CategoricalProfile current) {
    return NumericDrawing.share(reference.counts().getOrDefault(name, 0L), reference)
        + NumericDrawing.share(current.counts().getOrDefault(name, 0L), current);
  }

  private static DriftBin bin(String label, double referenceShare, double currentShare) {
    return new DriftBin(label, Double.NaN, Double.NaN, referenceShare, currentShare);
  }
}
