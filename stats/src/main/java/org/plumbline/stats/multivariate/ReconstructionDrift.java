package org.plumbline.stats.multivariate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.stats.drift.DriftVerdict;

/**
 * Whether the columns of current rows still hang together as they did: the error of rebuilding rows
 * from the leading principal components of the reference.
 *
 * <p>Method of NannyML's data reconstruction [Perrakis et al. 2022]: columns are standardised, the
 * error of a chunk is the mean Euclidean distance of its rows to their image, and a chunk drifts
 * outside the reference chunks' mean ± 3 deviations. Three choices differ on purpose. A reference
 * chunk is judged by components fitted without it, for an error in the fitted rows is too small.
 * For a chunk of other size the deviation grows with the square root of the ratio, as that of a
 * mean. At least one component is left out, or every error would be 0.
 *
 * <p>Missing values take the reference's mean; columns constant in the reference are dropped.
 *
 * @param components kept
 * @param columns that vary in the reference
 * @param mean of the reference chunks' errors; {@code NaN} when nothing could be learned
 * @param deviation of those errors, for chunks of the reference's size
 * @param chunks of the current rows, in their order
 */
public record ReconstructionDrift(
    int components, int columns, double mean, double deviation, List<Chunk> chunks) {
  public ReconstructionDrift {
    chunks = List.copyOf(chunks);
  }

  /** How one chunk of current rows stands to the thresholds. */
  public enum Verdict {
    WITHIN,
    BELOW,
    ABOVE,
    /** Too few reference rows, or no column that varies. */
    UNKNOWN
  }

  /**
   * One run of current rows.
   *
   * @param from first row
   * @param to one past the last row
   * @param error mean distance of the rows to their image
   * @param low threshold below which the rows hang together more than they did
   * @param high threshold above which they hang together less
   */
  public record Chunk(int from, int to, double error, double low, double high) {
    public Verdict verdict() {
      if (Double.isNaN(error) || Double.isNaN(low)) {
        return Verdict.UNKNOWN;
      }
      return error > high ? Verdict.ABOVE : error < low ? Verdict.BELOW : Verdict.WITHIN;
    }

    public boolean isDrift() {
      return verdict() == Verdict.ABOVE || verdict() == Verdict.BELOW;
    }
  }

  /** Whether any chunk drifts. */
  public boolean isDrift() {
    return chunks.stream().anyMatch(Chunk::isDrift);
  }

  /**
   * How grave it is: moderate when at least half of the chunks drift, slight when fewer do. An
   * error of rebuilding has no scale on which a change would be severe.
   */
  public DriftVerdict verdict() {
    long drifting = chunks.stream().filter(Chunk::isDrift).count();
    if (chunks.stream().allMatch(chunk -> chunk.verdict() == Verdict.UNKNOWN)) {
      return DriftVerdict.TOO_FEW_ROWS;
    }
    if (drifting == 0) {
      return DriftVerdict.NONE;
    }
    return 2 * drifting >= chunks.size() ? DriftVerdict.MODERATE : DriftVerdict.SLIGHT;
  }

  /**
   * Learns from the reference and judges the current rows, each in chunks of about the same size.
   *
   * <p>Everything is {@code NaN} with fewer than two reference rows for each chunk, or without a
   * column that varies.
   *
   * @throws IllegalArgumentException for rows of different width and infinite values
   */
  public static ReconstructionDrift between(
      double[][] reference, double[][] current, ReconstructionSettings settings) {
    Rows.columns(reference, current);
    Rows.notInfinite(current, "current");
    var whole = PrincipalComponents.fit(reference, Scaling.STANDARDISED);
    int count = settings.referenceChunks();
    if (reference.length < 2 * count || whole.size() == 0) {
      return unknown(whole.size(), current.length);
    }
    int components = kept(whole, settings);
    double[] errors = new double[count];
    for (int k = 0; k < count; k++) {
      int from = border(k, count, reference.length);
      int to = border(k + 1, count, reference.length);
      var others = PrincipalComponents.fit(without(reference, from, to), Scaling.STANDARDISED);
      errors[k] = error(others, reference, from, to, Math.min(components, others.size()));
    }
    double mean = Arrays.stream(errors).sum() / count;
    double squares = Arrays.stream(errors).map(e -> (e - mean) * (e - mean)).sum();
    double deviation = Math.sqrt(squares / (count - 1));
    double size = (double) reference.length / count;
    int currentChunks = (int) Math.max(1, Math.round(current.length / size));
    var chunks = new ArrayList<Chunk>();
    for (int k = 0; k < currentChunks && current.length > 0; k++) {
      int from = border(k, currentChunks, current.length);
      int to = border(k + 1, currentChunks, current.length);
      double reach = settings.deviations() * deviation * Math.sqrt(size / (to - from));
      double error = error(whole, current, from, to, components);
      chunks.add(new Chunk(from, to, error, Math.max(0, mean - reach), mean + reach));
    }
    return new ReconstructionDrift(components, whole.size(), mean, deviation, chunks);
  }

  private static int kept(PrincipalComponents whole, ReconstructionSettings settings) {
    return Math.min(whole.holding(settings.share()), whole.size() - 1);
  }

  private static ReconstructionDrift unknown(int columns, int rows) {
    List<Chunk> chunks =
        rows == 0 ? List.of() : List.of(new Chunk(0, rows, Double.NaN, Double.NaN, Double.NaN));
    return new ReconstructionDrift(0, columns, Double.NaN, Double.NaN, chunks);
  }

  private static int border(int chunk, int chunks, int rows) {
    return (int) ((long) chunk * rows / chunks);
  }

  private static double[][] without(double[][] rows, int from, int to) {
    double[][] rest = Arrays.copyOf(rows, rows.length - (to - from));
    System.arraycopy(rows, to, rest, from, rows.length - to);
    return rest;
  }

  private static double error(
      PrincipalComponents by, double[][] rows, int from, int to, int components) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.sqrt(by.squaredError(rows[i], components));
    }
    return sum / (to - from);
  }
}
