package org.plumbline.training;

import java.util.List;
import org.plumbline.data.Contract;
import org.plumbline.data.QualityReport;
import org.plumbline.scoring.Model;
import org.plumbline.stats.profile.TableProfile;

/**
 * All that training leaves behind, ready to be registered.
 *
 * @param reference profile of the feature columns and of the column {@code prediction}, the scores
 *     on rows the model was not fitted on
 * @param sample of the rows behind the reference
 */
public record TrainedVersion(
    Model model,
    Contract contract,
    Scorecard scorecard,
    TableProfile reference,
    List<GoldenRow> golden,
    Provenance provenance,
    QualityReport quality,
    ReferenceSample sample) {
  public TrainedVersion {
    golden = List.copyOf(golden);
  }

  /** Without rows of its reference. */
  public TrainedVersion(
      Model model,
      Contract contract,
      Scorecard scorecard,
      TableProfile reference,
      List<GoldenRow> golden,
      Provenance provenance,
      QualityReport quality) {
    this(model, contract, scorecard, reference, golden, provenance, quality, ReferenceSample.NONE);
  }
}
