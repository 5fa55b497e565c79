package org.plumbline.stats.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/**
 * How well rows fall into the clusters that they were given, by Euclidean distance: standardise
 * columns of different units first. A label is any number; clusters are the labels that occur.
 * {@code NaN} below two clusters. Missing and infinite values are refused. Stateless.
 */
public final class ClusterQuality {
  /** Rows whose distances to each other are looked at: about a second's work. */
  public static final int MOST_ROWS = 5_000;

  private ClusterQuality() {}

  /**
   * Silhouette [Rousseeuw, Journal of Computational and Applied Mathematics 20, 1987]: the mean
   * over rows of (b - a) / max(a, b), with a the mean distance to the row's own cluster and b that
   * to the nearest other; -1 to 1, high is good. A row alone in its cluster counts 0. Above {@link
   * #MOST_ROWS} rows that of a sample drawn with the seed. Time O(min(rows, 5000)² · columns).
   */
  public static double silhouette(double[][] rows, int[] labels, long seed) {
    Clusters all = Clusters.of(rows, labels);
    if (all.count() < 2) {
      return Double.NaN;
    }
    int[] drawn = sample(rows.length, new SplittableRandom(seed));
    int[] sizes = new int[all.count()];
    for (int row : drawn) {
      sizes[all.cluster()[row]]++;
    }
    double sum = 0;
    for (int row : drawn) {
      double[] distances = new double[sizes.length];
      for (int other : drawn) {
        distances[all.cluster()[other]] += distance(rows[row], rows[other]);
      }
      sum += silhouette(all.cluster()[row], distances, sizes);
    }
    return sum / drawn.length;
  }

  private static double silhouette(int own, double[] distances, int[] sizes) {
    if (sizes[own] == 1) {
      return 0;
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < sizes.length; k++) {
      if (k != own && sizes[k] > 0) {
        nearest = Math.min(nearest, distances[k] / sizes[k]);
      }
    }
    // The row itself is no neighbour of its own.
    double inside = distances[own] / (sizes[own] - 1);
    double larger = Math.max(inside, nearest);
    return larger == 0 || nearest == Double.POSITIVE_INFINITY ? 0 : (nearest - inside) / larger;
  }

  private static int[] sample(int rows, SplittableRandom random) {
    int[] order = IntStream.range(0, rows).toArray();
    if (rows > MOST_ROWS) {
      Rows.shuffle(order, random);
    }
    return IntStream.of(order).limit(MOST_ROWS).toArray();
  }

  /**
   * Davies and Bouldin's index [IEEE TPAMI 1, 1979]: for each cluster the worst ratio of two mean
   * distances to their own centres over the distance of the centres, on average; 0 or more, low is
   * good. Infinite when two centres coincide. Time O((rows + clusters²) · columns).
   */
  public static double daviesBouldin(double[][] rows, int[] labels) {
    Clusters clusters = Clusters.of(rows, labels);
    int count = clusters.count();
    if (count < 2) {
      return Double.NaN;
    }
    double[][] centres = clusters.centres(rows);
    double[] spreads = new double[count];
    for (int i = 0; i < rows.length; i++) {
      int k = clusters.cluster()[i];
      spreads[k] += distance(rows[i], centres[k]) / clusters.sizes()[k];
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double worst = 0;
      for (int other = 0; other < count; other++) {
        if (other != k) {
          double apart = distance(centres[k], centres[other]);
          double ratio =
              apart == 0 ? Double.POSITIVE_INFINITY : (spreads[k] + spreads[other]) / apart;
          worst = Math.max(worst, ratio);
        }
      }
      sum += worst / count;
    }
    return sum;
  }

  /**
   * Calinski and Harabasz's index [Communications in Statistics 3, 1974]: variance between over
   * variance within clusters, each by its degrees; 0 or more, high is good. Infinite when rows
   * coincide with their centres, {@code NaN} with as many clusters as rows or when all rows are
   * alike. Time O(rows · columns).
   */
  public static double calinskiHarabasz(double[][] rows, int[] labels) {
    Clusters clusters = Clusters.of(rows, labels);
    int count = clusters.count();
    if (count < 2 || count == rows.length) {
      return Double.NaN;
    }
    double[][] centres = clusters.centres(rows);
    double[] middle = new Clusters(new int[rows.length], new int[] {rows.length}).centres(rows)[0];
    double within = 0;
    double between = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] centre = centres[clusters.cluster()[i]];
      within += squared(rows[i], centre);
      between += squared(centre, middle);
    }
    return between / (count - 1) / (within / (rows.length - count));
  }

  private static double distance(double[] one, double[] other) {
    return Math.sqrt(squared(one, other));
  }

  static double squared(double[] one, double[] other) {
    double sum = 0;
    for (int j = 0; j < one.length; j++) {
      double gap = one[j] - other[j];
      sum += gap * gap;
    }
    return sum;
  }

  /** The cluster of each row, from 0, and how many rows each holds. */
  private record Clusters(int[] cluster, int[] sizes) {
    static Clusters of(double[][] rows, int[] labels) {
      Rules.require(
          rows.length == labels.length,
          "%d rows but %d labels: give one for each",
          rows.length,
          labels.length);
      Rows.width(rows, rows.length == 0 ? 0 : rows[0].length, "clustered");
      for (double[] row : rows) {
        Rules.finite(row, "clustered row");
      }
      int[] names = IntStream.of(labels).sorted().distinct().toArray();
      int[] cluster = new int[labels.length];
      int[] sizes = new int[names.length];
      for (int i = 0; i < labels.length; i++) {
        cluster[i] = Arrays.binarySearch(names, labels[i]);
        sizes[cluster[i]]++;
      }
      return new Clusters(cluster, sizes);
    }

    int count() {
      return sizes.length;
    }

    double[][] centres(double[][] rows) {
      double[][] centres = new double[count()][rows[0].length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < rows[i].length; j++) {
          centres[cluster[i]][j] += rows[i][j] / sizes[cluster[i]];
        }
      }
      return centres;
    }
  }
}
