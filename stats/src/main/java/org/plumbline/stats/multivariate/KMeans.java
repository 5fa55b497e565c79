package org.plumbline.stats.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.Rules;

/**
 * Rows parted into clusters around their means, by squared Euclidean distance: standardise columns
 * of different units first. Missing and infinite values are refused. Same rows and seed, same
 * clusters. Time O(rows · clusters · columns) a step. Immutable; thread-safe.
 */
public final class KMeans {
  /*
   * Lloyd's algorithm [IEEE Transactions on Information Theory 28, 1982] from centres drawn far
   * apart [Arthur & Vassilvitskii, k-means++, SODA 2007], each the best of a few draws. A cluster that loses all rows takes the
   * row farthest from its own centre, as scikit-learn does. It ends when no row moves, which it
   * must, since each step lowers the inertia and there are only so many partitions.
   */
  private static final int MOST_STEPS = 300;

  private final double[][] centres;
  private final int[] labels;
  private final double inertia;
  private final int steps;

  private KMeans(Lloyd search) {
    centres = search.centres;
    labels = search.labels;
    inertia = search.inertia;
    steps = search.steps;
  }

  /**
   * The best of several beginnings, by inertia.
   *
   * @param clusters from 1 to the number of rows
   * @param beginnings from 1; each draws its own first centres
   */
  public static KMeans of(double[][] rows, int clusters, int beginnings, long seed) {
    check(rows, clusters);
    Rules.require(beginnings >= 1, "%d beginnings: take at least 1", beginnings);
    var random = new SplittableRandom(seed);
    KMeans best = run(rows, farApart(rows, clusters, random));
    for (int i = 1; i < beginnings; i++) {
      KMeans next = run(rows, farApart(rows, clusters, random));
      best = next.inertia < best.inertia ? next : best;
    }
    return best;
  }

  /** From given first centres, which are not changed. */
  public static KMeans from(double[][] rows, double[][] centres) {
    check(rows, centres.length);
    Rows.width(centres, rows[0].length, "centre");
    double[][] own = new double[centres.length][];
    for (int k = 0; k < own.length; k++) {
      Rules.finite(centres[k], "centre");
      own[k] = centres[k].clone();
    }
    return run(rows, own);
  }

  private static void check(double[][] rows, int clusters) {
    Rules.require(
        clusters >= 1 && clusters <= rows.length,
        "%d clusters of %d rows: take 1 to as many as there are rows",
        clusters,
        rows.length);
    Rows.width(rows, rows[0].length, "clustered");
    for (double[] row : rows) {
      Rules.finite(row, "clustered row");
    }
  }

  private static double[][] farApart(double[][] rows, int clusters, SplittableRandom random) {
    double[][] centres = new double[clusters][];
    centres[0] = rows[random.nextInt(rows.length)].clone();
    double[] nearest = nearer(rows, centres[0], null);
    int trials = 2 + (int) Math.log(clusters);
    for (int k = 1; k < clusters; k++) {
      double[] best = nearest;
      for (int trial = 0; trial < trials; trial++) {
        double[] centre = rows[draw(nearest, random)];
        double[] left = nearer(rows, centre, nearest);
        if (trial == 0 || sum(left) < sum(best)) {
          best = left;
          centres[k] = centre.clone();
        }
      }
      nearest = best;
    }
    return centres;
  }

  /** Squared distance of each row to the nearest centre, with one more. */
  private static double[] nearer(double[][] rows, double[] centre, double @Nullable [] nearest) {
    double[] distances = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double distance = ClusterQuality.squared(rows[i], centre);
      distances[i] = nearest == null ? distance : Math.min(nearest[i], distance);
    }
    return distances;
  }

  /** A row by chance in proportion to its share. */
  private static int draw(double[] shares, SplittableRandom random) {
    double mark = random.nextDouble() * sum(shares);
    int drawn = 0;
    while (drawn < shares.length - 1 && mark >= shares[drawn]) {
      mark -= shares[drawn++];
    }
    return drawn;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static KMeans run(double[][] rows, double[][] centres) {
    Lloyd search = new Lloyd(rows, centres);
    while (search.steps < MOST_STEPS && search.assign()) {
      search.move();
    }
    return new KMeans(search);
  }

  /** The cluster of a row: the first of the nearest centres. */
  public int nearest(double[] row) {
    return nearest(centres, row);
  }

  private static int nearest(double[][] centres, double[] row) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length; k++) {
      double distance = ClusterQuality.squared(row, centres[k]);
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }

  public double[][] centres() {
    return Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new);
  }

  /** The cluster of each row, from 0. */
  public int[] labels() {
    return labels.clone();
  }

  /** Squared distances of the rows to their centres; never more with more steps. */
  public double inertia() {
    return inertia;
  }

  /** How often rows were given to centres, the last time without a change; 300 at most. */
  public int steps() {
    return steps;
  }

  /** Centres on their way; they are moved in place. */
  private static final class Lloyd {
    private final double[][] rows;
    private final double[][] centres;
    private final int[] labels;
    private double inertia;
    private int steps;

    Lloyd(double[][] rows, double[][] centres) {
      this.rows = rows;
      this.centres = centres;
      labels = new int[rows.length];
      Arrays.fill(labels, -1);
    }

    /** Gives each row to its nearest centre; whether one changed. */
    private boolean assign() {
      boolean changed = false;
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        int nearest = KMeans.nearest(centres, rows[i]);
        sum += ClusterQuality.squared(rows[i], centres[nearest]);
        changed |= labels[i] != nearest;
        labels[i] = nearest;
      }
      inertia = sum;
      steps++;
      return changed;
    }

    private void move() {
      int[] sizes = new int[centres.length];
      for (int label : labels) {
        sizes[label]++;
      }
      for (int k = 0; k < centres.length; k++) {
        if (sizes[k] == 0) {
          int farthest = farthest(sizes);
          sizes[labels[farthest]]--;
          labels[farthest] = k;
          sizes[k] = 1;
        }
      }
      for (double[] centre : centres) {
        Arrays.fill(centre, 0);
      }
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < rows[i].length; j++) {
          centres[labels[i]][j] += rows[i][j] / sizes[labels[i]];
        }
      }
    }

    /** Of the rows that are not alone, the one farthest from its centre. */
    private int farthest(int[] sizes) {
      int farthest = 0;
      double far = -1;
      for (int i = 0; i < rows.length; i++) {
        double distance = ClusterQuality.squared(rows[i], centres[labels[i]]);
        if (sizes[labels[i]] > 1 && distance > far) {
          far = distance;
          farthest = i;
        }
      }
      return farthest;
    }
  }
}
