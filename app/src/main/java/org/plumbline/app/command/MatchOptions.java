package org.plumbline.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.notice.AlertMatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which alerts are meant; what is left out matches all. */
final class MatchOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Alerts of this model; 'credit-*' for all that begin so.")
  private @Nullable String model;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Alerts of this kind, such as featureDrift; may be repeated.")
  private List<String> kinds = new ArrayList<>();

  @Option(names = "--column", paramLabel = "NAME", description = "Alerts about this input.")
  private @Nullable String column;

  @Option(
      names = "--severity",
      paramLabel = "TIER",
      description = "info, warning, high or critical: this loud or louder.")
  private String severity = "info";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  AlertMatch match() {
    Set<AlertKind> meant = new HashSet<>();
    for (String kind : kinds) {
      meant.add(
          Arrays.stream(AlertKind.values())
              .filter(one -> one.wireName().equals(kind))
              .findFirst()
              .orElseThrow(() -> wrong("--kind", kind, names())));
    }
    Severity least =
        Arrays.stream(Severity.values())
            .filter(one -> one.wireName().equals(severity.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> wrong("--severity", severity, "info, warning, high, critical"));
    return new AlertMatch(model, meant, column, least);
  }

  private static String names() {
    return Arrays.stream(AlertKind.values())
        .map(AlertKind::wireName)
        .collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String option, String value, String known) {
    return new ParameterException(
        Objects.requireNonNull(spec, "the command runs under picocli").commandLine(),
        "%s is '%s' but must be one of %s".formatted(option, value, known));
  }

  /** As a person reads it. */
  static String text(AlertMatch match) {
    var parts = new ArrayList<String>();
    parts.add(match.model() == null ? "all models" : match.model());
    match.kinds().stream().map(AlertKind::wireName).sorted().forEach(parts::add);
    if (match.column() != null) {
      parts.add(match.column());
    }
    if (match.least() != Severity.INFO) {
      parts.add(match.least().wireName() + " and louder");
    }
    return String.join(", ", parts);
  }
}
