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
 * @param parser reads what every version needs that may answer
 * @param threshold from which a row counts as positive; null unless two classes
 * @param explain reasons per row
 * @param rule that routing and safeguards answer, null for the model alone
 */
public record ScoringJob(
    VersionId version,
    String contentHash,
    Model model,
    RowParser parser,
    @Nullable Double threshold,
    Path data,
    Path out,
    int explain,
    @Nullable OnlineRule rule) {
  /** A file that is scored by the model alone. */
  public ScoringJob(
      VersionId version,
      String contentHash,
      Model model,
      RowParser parser,
      @Nullable Double threshold,
      Path data,
      Path out,
      int explain) {
    this(version, contentHash, model, parser, threshold, data, out, explain, null);
  }

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
