package org.plumbline.deployment.executive;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Card.Block;
import org.plumbline.governance.evidence.Card.Section;

/** Lays the overview out as a page to be handed round. */
public final class ExecutiveReport {
  private ExecutiveReport() {}

  /** The page; the same figures give the same page. */
  public static Card of(Executive figures) {
    return new Card(
        "Models: overview",
        Map.of(),
        List.of(
            new Section(
                "As of %s, trends over %d days".formatted(figures.generatedAt(), figures.days()),
                List.of(new Block.Text(figures.narrative()), models(figures.models()))),
            new Section("Compliance", List.of(compliance(figures.models()))),
            new Section("Risk by day", List.of(risk(figures.risk()))),
            new Section("Deployments by day", List.of(deployments(figures.deployments()))),
            new Section("Overdue reviews", List.of(overdue(figures.overdue()))),
            new Section("The next 60 days", List.of(calendar(figures.calendar())))));
  }

  private static Block models(Executive.Models models) {
    return new Block.Table(
        List.of("Figure", "Value"),
        List.of(
            List.of("Models", whole(models.total())),
            List.of("Serving", whole(models.serving())),
            List.of("At risk", whole(models.atRisk())),
            List.of("Blocked", whole(models.blocked())),
            List.of("Serving by an override", whole(models.overridden())),
            List.of("Average risk index", number(models.averageRisk())),
            List.of("Average compliance", number(models.averageCompliance())),
            List.of("Not scored", whole(models.unscored()))));
  }

  private static Block compliance(Executive.Models models) {
    return new Block.Table(
        List.of("Bucket", "From", "Models"),
        Compliance.BUCKETS.stream()
            .map(
                bucket ->
                    List.of(
                        bucket.name(),
                        "%.0f".formatted(bucket.from()),
                        whole(models.compliance().getOrDefault(bucket.name(), 0L))))
            .toList());
  }

  private static Block risk(List<Executive.RiskDay> days) {
    return table(
        "No figures were kept in this time.",
        List.of("Day", "Models", "Average", "Least", "Most", "Fairness side", "Compliance"),
        days.stream()
            .map(
                day ->
                    List.of(
                        day.day().toString(),
                        whole(day.models()),
                        number(day.average()),
                        number(day.min()),
                        number(day.max()),
                        number(day.fairness()),
                        number(day.compliance())))
            .toList());
  }

  private static Block deployments(List<Executive.DeploymentDay> days) {
    return table(
        "Nothing was asked for in this time.",
        List.of("Day", "Asked for", "Done", "Blocked", "By override"),
        days.stream()
            .filter(day -> day.attempts() + day.successes() + day.blocked() > 0)
            .map(
                day ->
                    List.of(
                        day.day().toString(),
                        whole(day.attempts()),
                        whole(day.successes()),
                        whole(day.blocked()),
                        whole(day.overrides())))
            .toList());
  }

  private static Block overdue(List<Executive.Review> reviews) {
    return table(
        "No review is overdue.",
        List.of("Model", "Tier", "Due"),
        reviews.stream()
            .map(review -> List.of(review.model(), review.tier(), review.due().toString()))
            .toList());
  }

  private static Block calendar(List<Executive.Due> dates) {
    return table(
        "Nothing is due.",
        List.of("When", "What"),
        dates.stream().map(due -> List.of(due.at().toString(), due.what())).toList());
  }

  private static Block table(String empty, List<String> header, List<List<String>> rows) {
    return rows.isEmpty() ? new Block.Text(empty) : new Block.Table(header, rows);
  }

  private static String whole(long value) {
    return Long.toString(value);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }
}
