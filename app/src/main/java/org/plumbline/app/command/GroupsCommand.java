package org.plumbline.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowSource;
import org.plumbline.data.Values;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.FairnessCourse;
import org.plumbline.monitoring.Membership;
import org.plumbline.monitoring.MembershipReceipt;
import org.plumbline.monitoring.PerformanceReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells who belongs to which group of people, and how groups fare. */
@Command(
    name = "groups",
    description = "Tells groups of people to watch fairness by, and how they fare week by week.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class GroupsCommand extends CommandGroup {
  private static final int BATCH = 5_000;
  private static final String ENTITY = "entity";

  @Command(
      name = "tell",
      description = "Takes memberships from a file; told again they change nothing.",
      mixinStandardHelpOptions = true)
  void tell(
      @Mixin VersionOptions options,
      @Option(
              names = "--data",
              required = true,
              paramLabel = "FILE",
              description =
                  "CSV, JSON lines or Parquet with a column entity and one for each protected"
                      + " attribute; an empty field tells nothing.")
          Path data) {
    int accepted = 0;
    int changed = 0;
    try (OpenRooms rooms = options.rooms();
        RowSource source = RowSource.open(data)) {
      VersionId version = options.version(rooms);
      List<String> header = source.header().stream().map(String::strip).toList();
      if (!header.contains(ENTITY)) {
        throw PlumblineException.of(
                ErrorCode.MISSING_FIELD,
                "The file has no column 'entity'; it has " + String.join(", ", header))
            .with("field", ENTITY);
      }
      for (List<RawRow> part = source.next(BATCH); !part.isEmpty(); part = source.next(BATCH)) {
        List<Membership> told = memberships(header, part);
        MembershipReceipt receipt = rooms.watch().memberships().tell(version, told, OpenRooms.BY);
        accepted += receipt.accepted();
        changed += receipt.changed();
      }
    }
    options.say(
        new MembershipReceipt(accepted, changed),
        String.format(Locale.ROOT, "%,d entities told, %,d values changed", accepted, changed));
  }

  private static List<Membership> memberships(List<String> header, List<RawRow> rows) {
    List<Membership> memberships = new ArrayList<>();
    for (RawRow row : rows) {
      if (!row.isWhole()) {
        throw PlumblineException.of(
            ErrorCode.INVALID_DATA, "Line " + row.line() + ": " + row.fault());
      }
      Map<String, @Nullable String> groups = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        String value = row.fields().get(i).strip();
        if (!header.get(i).equals(ENTITY) && !Values.isMissing(value)) {
          groups.put(header.get(i), value);
        }
      }
      if (!groups.isEmpty()) {
        memberships.add(new Membership(row.fields().get(header.indexOf(ENTITY)).strip(), groups));
      }
    }
    return memberships;
  }

  @Command(
      name = "course",
      description = "How groups fared week by week, as labels matured.",
      mixinStandardHelpOptions = true)
  void course(@Mixin VersionOptions options) {
    try (OpenRooms rooms = options.rooms()) {
      FairnessCourse course = rooms.watch().fairnessCourses().of(options.version(rooms));
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("WEEK", "GROUPS BY", "LABELLED", "POSITIVE ANSWERS APART", "FOUND APART"));
      course.reference().forEach(report -> rows.add(line("at birth", "", report)));
      for (FairnessCourse.Week week : course.weeks()) {
        String start = week.start().toString().substring(0, 10);
        week.reports().forEach(one -> rows.add(line(start, Long.toString(week.known()), one)));
      }
      options.say(course, rows, "No label of an entity of a known group is mature yet");
    }
  }

  private static List<String> line(String week, String rows, FairnessCourse.Compared report) {
    PerformanceReport.Range gap = report.disparity();
    Double found = report.opportunity();
    return List.of(
        week,
        String.join(" × ", report.attributes()),
        rows,
        gap == null
            ? "-"
            : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", gap.value(), gap.low(), gap.high()),
        found == null ? "-" : String.format(Locale.ROOT, "%.3f", found));
  }
}
