package org.plumbline.data.view;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;

/**
 * What came true within a horizon after the as-of time.
 *
 * @param column the label's column in the result of the query
 * @param horizon how far the query sees beyond the as-of time; labels are mature after it
 * @param sql a SELECT of the id and the label, one row for each of {@code entities}; it sees EVENT
 *     sources only within (as-of, as-of + horizon] and STATE sources as known at the as-of time
 */
public record LabelView(String name, String column, Duration horizon, String sql) {
  public LabelView {
    require(horizon.isPositive(), "Label '%s' needs a positive horizon, not %s", name, horizon);
  }
}
