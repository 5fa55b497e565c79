package org.plumbline.registry.lineage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Asks which live versions a change reaches.
 *
 * @param source name or SHA-256 of a source; any when absent
 * @param column name of a column; any when absent
 * @param after the cursor of the page before
 */
public record ImpactQuery(
    @Nullable String source, @Nullable String column, int limit, Optional<ImpactCursor> after) {
  public ImpactQuery {
    if (source == null && column == null) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Impact of nothing cannot be told: name a source, a column or both")
          .with("field", "column");
    }
  }
}
