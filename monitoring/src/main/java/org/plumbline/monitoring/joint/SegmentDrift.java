package org.plumbline.monitoring.joint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.plumbline.data.Contract;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.ColumnDriftLine;
import org.plumbline.monitoring.DriftFindings;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.Segment;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WindowWatch.Seen;
import org.plumbline.stats.drift.ColumnDrift;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.drift.DriftSettings;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * Which segments drift within, though the whole need not: pure.
 *
 * <p>The rule is that of inputs within each segment, at the plan's rate of false alarms divided by
 * the segments that are large enough: of an unchanged model, any segment is found in at most that
 * share of the looks.
 */
final class SegmentDrift {
  private static final int NAMED = 3;

  private SegmentDrift() {}

  /** The rows of one segment on both sides. */
  private record Part(List<double[]> reference, List<double[]> current) {
    boolean tells() {
      return Math.min(reference.size(), current.size()) >= DriftSettings.DEFAULT.minimumRows();
    }
  }

  /**
   * Compares rows of each segment.
   *
   * @param importance of each feature relative to the most important one
   */
  static Seen of(
      Contract contract,
      Map<String, Double> importance,
      List<double[]> reference,
      List<double[]> current,
      MonitorPlan plan) {
    Map<Segment, Part> parts = new LinkedHashMap<>();
    for (Segment segment : Segment.of(plan.segments(), contract)) {
      parts.put(
          segment,
          new Part(
              reference.stream().filter(segment::holds).toList(),
              current.stream().filter(segment::holds).toList()));
    }
    long tested = parts.values().stream().filter(Part::tells).count();
    List<Reading> readings = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    parts.forEach(
        (segment, part) -> {
          if (part.tells()) {
            List<ColumnDrift> columns =
                compared(contract, segment, part, plan.fixed(plan.falseAlarmRate() / tested));
            largest(segment, columns, part, plan, tested).ifPresent(readings::add);
            finding(segment, columns, part, importance, plan).ifPresent(findings::add);
          } else if (!part.current().isEmpty()) {
            readings.add(few(segment, part));
          }
        });
    return new Seen(readings, findings);
  }

  private static Reading few(Segment segment, Part part) {
    return new Reading(
        Measure.SEGMENT_EFFECT,
        segment.name(),
        Double.NaN,
        Double.NaN,
        part.current().size(),
        "%d sampled rows of the window, %d of the reference: %d tell"
            .formatted(
                part.current().size(),
                part.reference().size(),
                DriftSettings.DEFAULT.minimumRows()));
  }

  private static List<ColumnDrift> compared(
      Contract contract, Segment segment, Part part, DriftSettings limits) {
    return DriftReport.compare(
            profile(contract, segment, part.reference()),
            profile(contract, segment, part.current()),
            limits)
        .columns();
  }

  /** Of all inputs but the one that makes the segment. */
  private static TableProfile profile(Contract contract, Segment segment, List<double[]> rows) {
    List<ProfileColumn> columns = new ArrayList<>();
    contract.features().forEach(feature -> columns.add(WatchedVersion.profiled(feature)));
    columns.remove(segment.slot());
    var builder = new ProfileBuilder(columns);
    for (double[] row : rows) {
      double[] others = new double[row.length - 1];
      System.arraycopy(row, 0, others, 0, segment.slot());
      System.arraycopy(
          row, segment.slot() + 1, others, segment.slot(), others.length - segment.slot());
      builder.addRow(others);
    }
    return builder.build();
  }

  private static Optional<Reading> largest(
      Segment segment, List<ColumnDrift> columns, Part part, MonitorPlan plan, long tested) {
    return columns.stream()
        .filter(one -> !plan.ignored().contains(one.column()) && Double.isFinite(one.effect()))
        .max(Comparator.comparingDouble(ColumnDrift::effect))
        .map(
            most ->
                new Reading(
                    Measure.SEGMENT_EFFECT,
                    segment.name(),
                    most.effect(),
                    plan.moderate(),
                    part.current().size(),
                    String.format(
                        Locale.ROOT,
                        "Most in %s, p %.2g over %d segments",
                        most.column(),
                        Math.min(1, tested * most.adjustedPValue()),
                        tested)));
  }

  private static Optional<Finding> finding(
      Segment segment,
      List<ColumnDrift> columns,
      Part part,
      Map<String, Double> importance,
      MonitorPlan plan) {
    List<Finding> found =
        DriftFindings.of(columns.stream().map(ColumnDriftLine::of).toList(), importance, plan)
            .stream()
            .sorted(Finding.LOUDEST_FIRST)
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Finding loudest = found.getFirst();
    List<String> told =
        found.stream().limit(NAMED).map(one -> one.column() + ": " + one.detail()).toList();
    return Optional.of(
        new Finding(
            AlertKind.SEGMENT_DRIFT,
            segment.name(),
            loudest.severity(),
            found.size() == 1
                ? "%s is unlike the reference where %s".formatted(loudest.column(), segment.name())
                : "%d inputs are unlike the reference where %s"
                    .formatted(found.size(), segment.name()),
            "Of %d sampled answers, %s. %s"
                .formatted(
                    part.current().size(),
                    String.join("; ", told),
                    AlertKind.SEGMENT_DRIFT.action()),
            loudest.effect(),
            loudest.importance()));
  }
}
