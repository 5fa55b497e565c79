package org.plumbline.deployment.batch;

import static org.plumbline.kernel.Require.require;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Model;

/**
 * What is to be scored, with what, and where the answer goes.
 *
 * @param contentHash of the version, so that a resumed run is refused another model
 * @param threshold from which a row counts as positive; null unless two classes
 * @param explain reasons per row
 */
public record ScoringJob(
    VersionId version,
    String contentHash,
    Model model,
    RowParser parser,
    @Nullable Double threshold,
    Path data,
    Path out,
    int explain) {
  public ScoringJob {
    require(explain >= 0 && explain <= 100, "explain %s must lie in [0, 100]", explain);
    if (explain > 0 && !model.explains()) {
      throw unexplained(version);
    }
  }

  static PlumblineException unexplained(VersionId version) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "%s has a part without an exact explanation; score it without --explain"
                .formatted(version))
        .with("field", "explain");
  }
}
