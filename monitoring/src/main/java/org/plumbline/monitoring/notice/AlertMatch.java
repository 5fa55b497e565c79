package org.plumbline.monitoring.notice;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Severity;

/**
 * Which alerts are meant; what is absent matches all.
 *
 * @param model a name, or the beginning of names with {@code *} after it
 * @param kinds empty for all
 * @param column an input; null for alerts about any or none
 * @param least the quietest severity that is meant
 */
public record AlertMatch(
    @Nullable String model, Set<AlertKind> kinds, @Nullable String column, Severity least) {
  /** Every alert. */
  public static final AlertMatch ALL = new AlertMatch(null, Set.of(), null, Severity.INFO);

  public AlertMatch {
    kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds));
  }

  public boolean matches(Alert alert) {
    return matchesModel(alert.version().model().value())
        && (kinds.isEmpty() || kinds.contains(alert.kind()))
        && (column == null || column.equals(alert.column()))
        && alert.severity().compareTo(least) >= 0;
  }

  private boolean matchesModel(String name) {
    if (model == null) {
      return true;
    }
    return model.endsWith("*")
        ? name.startsWith(model.substring(0, model.length() - 1))
        : name.equals(model);
  }
}
