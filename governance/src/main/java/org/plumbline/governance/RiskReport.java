package org.plumbline.governance;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.risk.FirstIndex;
import org.plumbline.governance.risk.RiskCourse;

/**
 * The risk of a version as the API shows it.
 *
 * @param state scored or unevaluated
 * @param formula of the index and its history
 * @param index null when unevaluated: missing facts are no low risk
 * @param band in lower case, null when unevaluated
 * @param missing what is not known, empty when scored
 * @param first the index by the first formula
 * @param course where it is going, null while there is too little history
 */
public record RiskReport(
    String model,
    int version,
    String state,
    String formula,
    @Nullable Double index,
    @Nullable String band,
    List<RiskComponent> components,
    List<String> missing,
    FirstIndex first,
    List<RiskHistory.Point> history,
    @Nullable RiskCourse course) {
  public RiskReport {
    components = List.copyOf(components);
    missing = List.copyOf(missing);
    history = List.copyOf(history);
  }

  static String wireName(RiskBand band) {
    return band.name().toLowerCase(Locale.ROOT);
  }
}
