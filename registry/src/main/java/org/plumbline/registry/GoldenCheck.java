package org.plumbline.registry;

import java.util.List;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Model;
import org.plumbline.training.GoldenRow;

/** Scores a version's golden rows again: the bits must be those of its birth. */
final class GoldenCheck {
  private GoldenCheck() {}

  static void demand(VersionId id, Model model, RowParser parser, List<GoldenRow> golden) {
    for (int i = 0; i < golden.size(); i++) {
      GoldenRow row = golden.get(i);
      ParsedRow parsed = parser.parse(row.row());
      if (!parsed.isValid()) {
        throw refused(id, i, "the contract refuses it: " + parsed.errors().getFirst());
      }
      double score = model.score(parsed.slots());
      if (Double.doubleToLongBits(score) != Double.doubleToLongBits(row.score())) {
        throw refused(id, i, "it scores " + score + " and not " + row.score());
      }
    }
  }

  private static PlumblineException refused(VersionId id, int index, String why) {
    return PlumblineException.of(
            ErrorCode.TAMPERED,
            "Version "
                + id
                + " is not loaded: golden row "
                + (index + 1)
                + " does not give its score any more ("
                + why
                + "); the model, the contract or the code has changed, so train it again")
        .with("model", id.model().value())
        .with("version", id.number().value());
  }
}
