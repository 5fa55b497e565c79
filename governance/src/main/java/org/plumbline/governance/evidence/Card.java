package org.plumbline.governance.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dossier laid out for people: the model card, after Mitchell and others, "Model Cards for Model
 * Reporting" (2019). Files are written from it.
 *
 * @param labels what catalogues sort cards by
 */
public record Card(String title, Map<String, Object> labels, List<Section> sections) {
  /** So many rows of a table are told; the rest is counted. */
  private static final int MOST_ROWS = 40;

  public Card {
    sections = List.copyOf(sections);
  }

  /** A heading and what stands below it. */
  public record Section(String title, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }

  /** What stands in a section. */
  public sealed interface Block {
    record Text(String text) implements Block {}

    record Table(List<String> header, List<List<String>> rows) implements Block {
      public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
      }
    }
  }

  /** Lays out what a dossier holds; what is missing is said. */
  public static Card of(Dossier dossier) {
    return new Card(
        dossier.version().toString(),
        labels(dossier),
        List.of(
            about(dossier),
            new Section("Intended use", List.of(said(dossier, "model.intendedUse"))),
            new Section("Limits", List.of(said(dossier, "model.limits"))),
            new Section("Performance", performance(dossier)),
            new Section("Performance by segment", List.of(segments(dossier))),
            new Section("What drives the scores", List.of(importance(dossier))),
            new Section("Fairness", List.of(leaves(dossier, "evaluation.facts.fairness"))),
            new Section("Training data", data(dossier)),
            new Section("Training", List.of(leaves(dossier, "training"))),
            new Section("Policy", policy(dossier)),
            new Section("Decisions", List.of(decisions(dossier))),
            new Section("Deployments", List.of(deployments(dossier))),
            new Section("In production", List.of(production(dossier))),
            new Section("Alerts", List.of(alerts(dossier))),
            new Section("Documents", List.of(documents(dossier))),
            new Section("Audit", audit(dossier))));
  }

  private static Map<String, Object> labels(Dossier dossier) {
    var labels = new LinkedHashMap<String, Object>();
    labels.put("library_name", "plumbline");
    labels.put(
        "pipeline_tag",
        dossier.text("version.task").equals("REGRESSION")
            ? "tabular-regression"
            : "tabular-classification");
    labels.put(
        "tags",
        List.of(
            "tabular", dossier.text("version.learner"), "risk-tier-" + dossier.text("model.tier")));
    labels.put("datasets", List.of(dossier.text("data.name")));
    return labels;
  }

  private static Section about(Dossier dossier) {
    var rows = new ArrayList<List<String>>();
    row(rows, "Owner", dossier.text("model.owner"));
    row(rows, "Risk tier", dossier.text("model.tier"));
    row(rows, "Predicts", dossier.text("model.label"));
    row(rows, "Task", dossier.text("version.task").toLowerCase(Locale.ROOT));
    row(rows, "Learner", dossier.text("version.learner"));
    row(rows, "Registered", dossier.text("version.createdAt"));
    row(rows, "By", dossier.text("version.author"));
    row(rows, "Content hash (SHA-256)", dossier.text("version.contentHash"));
    row(rows, "Signed with key", dossier.text("version.signature.keyId"));
    var blocks = new ArrayList<Block>();
    if (dossier.find("model.description").isPresent()) {
      blocks.add(new Block.Text(dossier.text("model.description")));
    }
    blocks.add(new Block.Table(List.of("What", "Value"), rows));
    return new Section("About", blocks);
  }

  private static List<Block> performance(Dossier dossier) {
    var rows = new ArrayList<List<String>>();
    Map<?, ?> baseline = object(dossier, "performance.baseline.metrics");
    object(dossier, "performance.metrics")
        .forEach(
            (name, interval) ->
                rows.add(
                    List.of(
                        String.valueOf(name),
                        value(interval),
                        range(interval),
                        value(baseline.get(name)))));
    if (rows.isEmpty()) {
      return List.of(missing());
    }
    return List.of(
        new Block.Text(dossier.text("performance.split.detail")),
        new Block.Table(List.of("Metric", "Value", "95 % interval", "Baseline"), rows));
  }

  private static Block segments(Dossier dossier) {
    String metric = dossier.text("performance.primaryMetric");
    var rows = new ArrayList<List<String>>();
    for (Map<?, ?> segment : dossier.objects("performance.segments")) {
      Object interval = segment.get("metrics") instanceof Map<?, ?> all ? all.get(metric) : null;
      rows.add(
          List.of(
              text(segment, "column"),
              text(segment, "value"),
              text(segment, "rows"),
              value(interval),
              range(interval)));
    }
    return table(List.of("Column", "Value", "Rows", metric, "95 % interval"), rows);
  }

  private static Block importance(Dossier dossier) {
    return table(
        List.of("Feature", "Mean absolute contribution"),
        dossier.objects("performance.importance").stream()
            .map(one -> List.of(text(one, "feature"), number(one.get("importance"))))
            .toList());
  }

  private static List<Block> data(Dossier dossier) {
    var rows = new ArrayList<List<String>>();
    row(rows, "Name", dossier.text("data.name"));
    row(rows, "SHA-256", dossier.text("data.sha256"));
    row(rows, "Rows", dossier.text("data.rows"));
    row(rows, "Refused rows", dossier.text("data.quarantined"));
    return List.of(
        new Block.Table(List.of("What", "Value"), rows),
        table(
            List.of("Column", "Type", "Role", "Required", "Missing"),
            dossier.objects("data.columns").stream()
                .map(
                    column ->
                        List.of(
                            text(column, "name"),
                            text(column, "type").toLowerCase(Locale.ROOT),
                            text(column, "role").toLowerCase(Locale.ROOT),
                            Boolean.TRUE.equals(column.get("required")) ? "yes" : "no",
                            number(column.get("missingRate"))))
                .toList()));
  }

  private static List<Block> policy(Dossier dossier) {
    if (dossier.find("evaluation").isEmpty()) {
      return List.of(missing());
    }
    var rows = new ArrayList<List<String>>();
    row(rows, "Policy", dossier.text("evaluation.policy"));
    row(rows, "Verdict", dossier.text("evaluation.verdict").toLowerCase(Locale.ROOT));
    row(rows, "Risk index", dossier.find("evaluation.riskIndex").map(Card::number).orElse(""));
    row(rows, "At", dossier.text("evaluation.at"));
    if (dossier.find("evaluation.reasons").orElse(List.of()) instanceof List<?> reasons) {
      reasons.forEach(reason -> row(rows, "Reason", String.valueOf(reason)));
    }
    return List.of(new Block.Table(List.of("What", "Value"), rows));
  }

  private static Block decisions(Dossier dossier) {
    var rows = new ArrayList<List<String>>();
    for (Map<?, ?> request : dossier.objects("decisions")) {
      rows.add(
          List.of(
              text(request, "at"),
              text(request, "author"),
              "asked for " + text(request, "stage"),
              text(request, "state"),
              text(request, "reason")));
      if (request.get("votes") instanceof List<?> votes) {
        for (Object vote : votes) {
          if (vote instanceof Map<?, ?> word) {
            rows.add(
                List.of(
                    text(word, "at"),
                    text(word, "by"),
                    text(word, "ballot"),
                    "",
                    text(word, "comment")));
          }
        }
      }
    }
    return table(List.of("When", "Who", "What", "Outcome", "Why"), rows);
  }

  private static Block deployments(Dossier dossier) {
    return table(
        List.of("Stage", "Share", "From", "Until", "By", "Why"),
        dossier.objects("deployments").stream()
            .map(
                span ->
                    List.of(
                        text(span, "stage"),
                        text(span, "share") + " %",
                        text(span, "from"),
                        text(span, "until"),
                        text(span, "by"),
                        text(span, "reason")))
            .toList());
  }

  private static Block production(Dossier dossier) {
    String metric = dossier.text("performance.primaryMetric");
    var rows = new ArrayList<List<String>>();
    for (Map<?, ?> week : dossier.objects("production.weeks")) {
      Object interval = week.get("metrics") instanceof Map<?, ?> all ? all.get(metric) : null;
      rows.add(
          List.of(
              text(week, "start"),
              text(week, "predictions"),
              text(week, "labelled"),
              value(interval),
              range(interval)));
    }
    return table(List.of("Week", "Answers", "Labelled", metric, "95 % interval"), rows);
  }

  private static Block alerts(Dossier dossier) {
    return table(
        List.of("Opened", "Severity", "State", "What"),
        dossier.objects("alerts").stream()
            .map(
                alert ->
                    List.of(
                        text(alert, "openedAt"),
                        text(alert, "severity").toLowerCase(Locale.ROOT),
                        text(alert, "state"),
                        text(alert, "title")))
            .toList());
  }

  private static Block documents(Dossier dossier) {
    return table(
        List.of("Kind", "Title", "By", "At", "SHA-256"),
        dossier.documents().stream()
            .map(
                document ->
                    List.of(
                        document.kind().title(),
                        document.title(),
                        document.by(),
                        document.at().toString(),
                        document.content().hex()))
            .toList());
  }

  private static List<Block> audit(Dossier dossier) {
    var rows = new ArrayList<List<String>>();
    row(rows, "Entries", Integer.toString(dossier.objects("audit.entries").size()));
    row(rows, "Covered by checkpoint", dossier.text("audit.checkpoint.number"));
    row(rows, "Of size", dossier.text("audit.checkpoint.size"));
    row(rows, "Merkle root", dossier.text("audit.checkpoint.root"));
    return List.of(new Block.Table(List.of("What", "Value"), rows));
  }

  /** Every leaf below a path, by its own path. */
  private static Block leaves(Dossier dossier, String path) {
    var rows = new ArrayList<List<String>>();
    dossier.find(path).ifPresent(value -> leaves(rows, "", value));
    return table(List.of("What", "Value"), rows);
  }

  private static void leaves(List<List<String>> rows, String path, Object value) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach(
              (name, inner) -> leaves(rows, path.isEmpty() ? "" + name : path + "." + name, inner));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          leaves(rows, path + "[" + i + "]", list.get(i));
        }
      }
      case Double number -> row(rows, path, number(number));
      default -> row(rows, path, String.valueOf(value));
    }
  }

  private static Block table(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return missing();
    }
    if (rows.size() <= MOST_ROWS) {
      return new Block.Table(header, rows);
    }
    var shown = new ArrayList<>(rows.subList(0, MOST_ROWS));
    var rest = new ArrayList<String>();
    rest.add("and %s more".formatted(rows.size() - MOST_ROWS));
    while (rest.size() < header.size()) {
      rest.add("");
    }
    shown.add(rest);
    return new Block.Table(header, shown);
  }

  private static Block said(Dossier dossier, String path) {
    return dossier.find(path).isPresent() ? new Block.Text(dossier.text(path)) : missing();
  }

  private static Block missing() {
    return new Block.Text("Nothing is known yet.");
  }

  private static void row(List<List<String>> rows, String what, String value) {
    if (!value.isBlank()) {
      rows.add(List.of(what, value));
    }
  }

  private static Map<?, ?> object(Dossier dossier, String path) {
    return dossier.find(path).orElse(Map.of()) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  private static String value(@Nullable Object interval) {
    return interval instanceof Map<?, ?> ends ? number(ends.get("value")) : "";
  }

  private static String range(@Nullable Object interval) {
    return interval instanceof Map<?, ?> ends && ends.get("low") != null
        ? number(ends.get("low")) + " to " + number(ends.get("high"))
        : "";
  }

  /** Four digits that count, for people; files for programs hold all. */
  private static String number(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return "";
    }
    double plain = number.doubleValue();
    return plain == Math.rint(plain) && Math.abs(plain) < 1e9
        ? Long.toString((long) plain)
        : String.format(Locale.ROOT, "%.4g", plain);
  }
}
