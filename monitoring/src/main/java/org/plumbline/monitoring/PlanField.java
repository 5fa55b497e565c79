package org.plumbline.monitoring;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * What all parts of a plan refuse values by. Apart from {@link MonitorPlan}, whose standard is made
 * of the standards of its parts: they cannot wait for each other.
 */
final class PlanField {
  private PlanField() {}

  static void check(String field, boolean holds, Object value, String rule) {
    if (!holds) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "'%s' is %s but must be %s".formatted(field, value, rule))
          .with("field", field);
    }
  }
}
