package org.plumbline.deployment.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser.TextRows;
import org.plumbline.data.RowSource;

/** Lines of CSV or JSON. */
final class TextInput implements RowInput {
  private static final int BATCH = 2_048;

  private final RowSource source;
  private final TextRows parser;
  private final boolean tellsGroups;

  TextInput(ScoringJob job, long skip) {
    this.source = RowSource.open(job.data());
    this.tellsGroups = !job.parser().told().isEmpty();
    boolean opened = false;
    try {
      this.parser = job.parser().forHeader(source.header());
      skip(skip);
      opened = true;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  private void skip(long rows) {
    long left = rows;
    while (left > 0) {
      int taken = source.next((int) Math.min(left, BATCH)).size();
      if (taken == 0) {
        return;
      }
      left -= taken;
    }
  }

  @Override
  public @Nullable Supplier<Parsed> next() {
    List<RawRow> rows = source.next(BATCH);
    return rows.isEmpty() ? null : () -> parse(rows);
  }

  private Parsed parse(List<RawRow> rows) {
    var refused = new TreeMap<Long, String>();
    var whole = new ArrayList<RawRow>(rows.size());
    var good = new ArrayList<ParsedRow>(rows.size());
    long[] lines = new long[rows.size()];
    for (RawRow raw : rows) {
      String fault = raw.fault();
      if (fault != null) {
        refused.put(raw.line(), Rejects.line(raw, fault));
        continue;
      }
      ParsedRow parsed = parser.parse(raw.fields());
      if (!parsed.isValid()) {
        refused.put(raw.line(), Rejects.line(raw, parsed));
        continue;
      }
      lines[good.size()] = raw.line();
      good.add(parsed);
      whole.add(raw);
    }
    return new Parsed(
        rows.size(),
        Arrays.copyOf(lines, good.size()),
        good.stream().map(ParsedRow::slots).toArray(double[][]::new),
        good.stream().map(ParsedRow::id).toArray(String[]::new),
        good.stream().mapToDouble(ParsedRow::time).toArray(),
        tellsGroups ? good.stream().map(ParsedRow::groups).toList() : List.of(),
        refused,
        (row, reason) -> Rejects.line(whole.get(row), reason));
  }

  @Override
  public double progress() {
    return source.progress();
  }

  @Override
  public void writeRejects(Path noted, Path target) {
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    try {
      try (var out = Files.newOutputStream(draft)) {
        out.write(Rejects.head().getBytes(StandardCharsets.UTF_8));
        Files.copy(noted, out);
      }
      PartialFile.replace(draft, target);
    } catch (IOException failure) {
      throw PartialFile.failed(target, failure);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
