package org.plumbline.http.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Dossier;
import org.plumbline.governance.evidence.RuleBook;

/** Lays out what a rule book asks of a version, and what of that is missing. */
final class RequirementCard {
  private RequirementCard() {}

  static Card of(Dossier dossier, RuleBook book) {
    RuleBook.Report report = book.report(dossier);
    var rows = new ArrayList<List<String>>();
    for (RuleBook.Answer article : report.articles()) {
      for (RuleBook.Line line : article.lines()) {
        rows.add(
            List.of(
                article.place(),
                article.title(),
                line.what(),
                line.met() ? "there" : "missing: " + line.wayOut()));
      }
    }
    String sum = "%s of %s requirements are met.".formatted(report.met(), report.articles().size());
    return new Card(
        "%s: %s".formatted(dossier.version(), report.title()),
        Map.of(),
        List.of(
            new Card.Section(
                report.source(),
                List.of(
                    new Card.Block.Text(sum),
                    new Card.Block.Table(
                        List.of("Where", "Requirement", "What", "State"), rows)))));
  }
}
