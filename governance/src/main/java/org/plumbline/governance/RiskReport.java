package org.plumbline.governance;

import java.util.List;
import java.util.Locale;

/** The risk of a version as the API shows it; {@code band} in lower case. */
public record RiskReport(
    String model,
    int version,
    double index,
    String band,
    List<RiskComponent> components,
    List<RiskHistory.Point> history) {
  static String wireName(RiskBand band) {
    return band.name().toLowerCase(Locale.ROOT);
  }
}
