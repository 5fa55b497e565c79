package org.plumbline.governance.evidence;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a supervisor asks of a model, as far as a machine can tell whether it is there.
 *
 * <p>That something is there does not say that it is good: the judgement stays with people.
 *
 * @param id the name on the wire, such as {@code sr-11-7}
 * @param source where the rules stand
 */
public record RuleBook(String id, String title, String source, List<Article> articles) {
  public RuleBook {
    articles = List.copyOf(articles);
  }

  /**
   * One rule.
   *
   * @param place where it stands in the source
   * @param title in our words
   */
  public record Article(String place, String title, List<Need> needs) {
    public Article {
      needs = List.copyOf(needs);
    }
  }

  /**
   * One thing that must be there.
   *
   * @param wayOut what to do when it is missing
   */
  public record Need(String what, String wayOut, Predicate<Dossier> met) {}

  /** What of this book a dossier meets. */
  public Report report(Dossier dossier) {
    return new Report(
        id,
        title,
        source,
        articles.stream()
            .map(
                article ->
                    new Answer(
                        article.place(),
                        article.title(),
                        article.needs().stream()
                            .map(
                                need ->
                                    new Line(need.what(), need.met().test(dossier), need.wayOut()))
                            .toList()))
            .toList());
  }

  /** A book held against a dossier. */
  public record Report(String book, String title, String source, List<Answer> articles) {
    public Report {
      articles = List.copyOf(articles);
    }

    public long met() {
      return articles.stream().filter(Answer::complete).count();
    }

    public boolean complete() {
      return met() == articles.size();
    }
  }

  /** One rule held against a dossier. */
  public record Answer(String place, String title, List<Line> lines) {
    public Answer {
      lines = List.copyOf(lines);
    }

    public boolean complete() {
      return lines.stream().allMatch(Line::met);
    }
  }

  /** One need held against a dossier. */
  public record Line(String what, boolean met, String wayOut) {}
}
