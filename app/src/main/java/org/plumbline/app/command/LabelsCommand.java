package org.plumbline.app.command;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowSource;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LabelReceipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells from a file what truly happened. */
@Command(
    name = "labels",
    description = "Records labels from a file; telling them again changes nothing.",
    mixinStandardHelpOptions = true)
public final class LabelsCommand implements Callable<Integer> {
  private static final int BATCH = 5_000;
  private static final int TOLD = 20;

  /** Columns that hold business values are named by it. */
  private static final String BUSINESS = "value.";

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description =
          "CSV, JSON lines or Parquet with a column value, and prediction_id or entity and time;"
              + " observed_at when it became known; value.NAME holds a business value.")
  private Path data = Path.of("");

  @Mixin private final AnswerOptions options = new AnswerOptions();

  /** What came of all lines so far. */
  private static final class Receipt {
    private long accepted;
    private long corrected;
    private long unmatched;
    private final List<String> told = new ArrayList<>();

    void add(LabelReceipt receipt, List<Long> lines) {
      accepted += receipt.accepted();
      corrected += receipt.corrected();
      receipt.unmatched().forEach(one -> unmatched(lines.get(one.index()), one.detail()));
    }

    void unmatched(long line, String why) {
      unmatched++;
      if (told.size() < TOLD) {
        told.add("line " + line + ": " + why);
      }
    }
  }

  @Override
  public Integer call() {
    ProgressLine line = options.progress();
    var receipt = new Receipt();
    long rows = 0;
    try (RowSource source = RowSource.open(data);
        OpenRooms room = options.rooms()) {
      var columns = new Columns(source.header());
      for (List<RawRow> part = source.next(BATCH); !part.isEmpty(); part = source.next(BATCH)) {
        List<Label> labels = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        for (RawRow row : part) {
          try {
            labels.add(columns.label(row));
            lines.add(row.line());
          } catch (DateTimeException | IllegalArgumentException unreadable) {
            receipt.unmatched(row.line(), String.valueOf(unreadable.getMessage()));
          }
        }
        receipt.add(
            room.watch().labels().record(new ModelName(model), labels, OpenRooms.BY), lines);
        rows += part.size();
        line.at(source.progress(), rows);
      }
    }
    line.end();
    options.say(answer(rows, receipt), text(rows, receipt));
    return receipt.unmatched == 0 ? 0 : 1;
  }

  private Map<String, Object> answer(long rows, Receipt receipt) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("model", model);
    answer.put("rows", rows);
    answer.put("accepted", receipt.accepted);
    answer.put("corrected", receipt.corrected);
    answer.put("unmatched", receipt.unmatched);
    answer.put("first", receipt.told);
    return answer;
  }

  private static String text(long rows, Receipt receipt) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d labels read: %,d recorded, %,d corrected, %,d not taken",
            rows,
            receipt.accepted,
            receipt.corrected,
            receipt.unmatched));
    lines.addAll(receipt.told);
    if (receipt.unmatched > receipt.told.size()) {
      lines.add(
          String.format(Locale.ROOT, "and %,d more", receipt.unmatched - receipt.told.size()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** Where the parts of a label stand in a line; both spellings of the API and of SQL are known. */
  private static final class Columns {
    private final int predictionId;
    private final int entity;
    private final int time;
    private final int value;
    private final int observedAt;
    private final Map<String, Integer> business = new LinkedHashMap<>();

    Columns(List<String> header) {
      List<String> names =
          header.stream().map(n -> n.strip().replace("_", "").toLowerCase(Locale.ROOT)).toList();
      predictionId = names.indexOf("predictionid");
      entity = names.indexOf("entity");
      time = names.indexOf("time");
      value = names.indexOf("value");
      observedAt = names.indexOf("observedat");
      for (int i = 0; i < header.size(); i++) {
        String name = header.get(i).strip();
        if (name.startsWith(BUSINESS)) {
          business.put(name.substring(BUSINESS.length()), i);
        }
      }
      if ((value < 0 && business.isEmpty()) || (predictionId < 0 && (entity < 0 || time < 0))) {
        throw PlumblineException.of(
                ErrorCode.MISSING_FIELD,
                "The file has the columns "
                    + String.join(", ", header)
                    + ", but a label needs value or business values, and prediction_id or entity"
                    + " and time")
            .with("field", value < 0 && business.isEmpty() ? "value" : "prediction_id");
      }
    }

    Label label(RawRow row) {
      if (!row.isWhole()) {
        throw new IllegalArgumentException(row.fault());
      }
      String text = text(row, value);
      Map<String, Double> values = new LinkedHashMap<>();
      business.forEach(
          (name, column) -> {
            String number = text(row, column);
            if (number != null) {
              values.put(name, Double.valueOf(number));
            }
          });
      if (text == null && values.isEmpty()) {
        throw new IllegalArgumentException("it has no value");
      }
      String id = text(row, predictionId);
      String known = text(row, observedAt);
      String at = text(row, time);
      return new Label(
          id == null ? null : UUID.fromString(id),
          text(row, entity),
          at == null ? null : Instant.parse(at),
          text,
          values,
          known == null ? null : Instant.parse(known));
    }

    private static @Nullable String text(RawRow row, int column) {
      String text = column < 0 || column >= row.fields().size() ? "" : row.fields().get(column);
      return text.isBlank() ? null : text.strip();
    }
  }
}
