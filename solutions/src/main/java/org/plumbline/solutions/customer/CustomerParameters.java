package org.plumbline.solutions.customer;

import static org.plumbline.kernel.Require.require;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What to generate. Equal parameters give equal data.
 *
 * @param customers how many sign up over the whole time
 * @param end the first day without data; the last event lies before it (UTC)
 * @param months length of the history before the end
 * @param driftFrom from this day on prices are 35 % higher, paid social brings most new customers,
 *     devices shift to apps and app sessions lose their page count; null = never
 */
public record CustomerParameters(
    long seed, int customers, LocalDate end, int months, @Nullable LocalDate driftFrom) {
  public CustomerParameters {
    require(customers >= 1, "customers %s must be at least 1", customers);
    require(customers <= 10_000_000, "customers %s must be at most 10,000,000", customers);
    require(months >= 1 && months <= 120, "months %s must lie in [1, 120]", months);
    if (driftFrom != null) {
      require(
          driftFrom.isBefore(end), "the drift from %s must be before the end %s", driftFrom, end);
    }
  }

  /** The demo: 12,000 customers, 18 months, a drift in the last six weeks. */
  public static CustomerParameters demo(LocalDate end) {
    return new CustomerParameters(20_261_121, 12_000, end, 18, end.minusDays(42));
  }

  LocalDate start() {
    return end.minusMonths(months);
  }

  boolean drifts(LocalDate day) {
    return driftFrom != null && !day.isBefore(driftFrom);
  }
}
