package org.plumbline.governance.evidence;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.plumbline.governance.evidence.RuleBook.Article;
import org.plumbline.governance.evidence.RuleBook.Need;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.document.DocumentKind;

/** The rule books that come with the product. */
public final class RuleBooks {
  private static final Need PURPOSE =
      fact("The intended use", "model.intendedUse", "say it on the model's page, under About");
  private static final Need LIMITS =
      fact(
          "The limits and known failures",
          "model.limits",
          "say them on the model's page, under About");
  private static final Need OWNER =
      fact("An owner", "model.owner", "name one with 'models hand-over'");
  private static final Need TIER =
      need(
          "A rated risk tier",
          "rate it on the model's page, under About",
          dossier -> !dossier.text("model.tier").equals("unrated"));
  private static final Need ORIGIN =
      fact(
          "The training data by name, hash and rows",
          "data.sha256",
          "train the version here, or register it with its data");
  private static final Need COLUMNS =
      fact("Each column with type, role and range", "data.columns", "register it with a contract");
  private static final Need HOW =
      fact("How it was trained: settings, seed, libraries", "training.libraries", "train it here");
  private static final Need MEASURED =
      fact(
          "Metrics with intervals on rows that it was not fitted on",
          "performance.metrics",
          "register the version with labelled rows");
  private static final Need BASELINE =
      fact(
          "A comparison with a simple baseline",
          "performance.baseline.metrics",
          "train the version here");
  private static final Need SEGMENTS =
      fact(
          "The metrics by segment",
          "performance.segments",
          "train on data with columns of few values");
  private static final Need DRIVERS =
      fact("What drives its scores", "performance.importance", "train the version here");
  private static final Need HASHED =
      fact("The content hash of the version", "version.contentHash", "register the version");
  private static final Need SIGNED =
      fact("A signature of the version", "version.signature", "register the version again");
  private static final Need JUDGED =
      fact(
          "A verdict of the policy with its reasons",
          "evaluation.verdict",
          "open a change request for the version");
  private static final Need FAIRNESS =
      fact(
          "Fairness between groups of people",
          "evaluation.facts.fairness",
          "declare the protected columns and open a change request");
  private static final Need APPROVED =
      need(
          "An approval by somebody other than the author",
          "have the change request approved",
          dossier -> dossier.objects("decisions").stream().anyMatch(RuleBooks::approved));
  private static final Need SERVED =
      fact("When it served, and who decided so", "deployments", "deploy the version");
  private static final Need LOGGED =
      positive("Logged answers", "production.predictions", "deploy the version and let it answer");
  private static final Need OUTCOMES =
      positive(
          "Answers compared with what happened",
          "production.labelled",
          "send labels of logged answers");
  private static final Need CHAINED =
      fact(
          "Audit entries under a signed checkpoint",
          "audit.checkpoint",
          "wait for the next checkpoint, made each minute");

  /** Guidance on model risk management of the Federal Reserve and the OCC. */
  public static final RuleBook SR_11_7 =
      new RuleBook(
          "sr-11-7",
          "Model risk management (SR 11-7)",
          "Board of Governors of the Federal Reserve System, SR Letter 11-7, 4 April 2011",
          List.of(
              new Article("IV", "Purpose and use are stated", List.of(PURPOSE, LIMITS)),
              new Article(
                  "IV",
                  "Design and theory are documented",
                  List.of(paper(DocumentKind.DEVELOPMENT), HOW, DRIVERS)),
              new Article(
                  "IV",
                  "Data are suitable and known",
                  List.of(ORIGIN, COLUMNS, paper(DocumentKind.DATA_SHEET))),
              new Article("IV", "The model was tested", List.of(MEASURED, BASELINE, SEGMENTS)),
              new Article(
                  "V", "Validation was independent", List.of(paper(DocumentKind.VALIDATION))),
              new Article(
                  "V.2",
                  "The model is monitored",
                  List.of(paper(DocumentKind.MONITORING_PLAN), LOGGED)),
              new Article("V.3", "Outcomes are analysed", List.of(OUTCOMES)),
              new Article("VI", "Roles are assigned", List.of(OWNER, TIER)),
              new Article("VI", "Use was decided under policy", List.of(JUDGED, APPROVED, SERVED)),
              new Article("VI", "The inventory can be checked", List.of(HASHED, SIGNED, CHAINED))));

  /** The obligations for high-risk systems. */
  public static final RuleBook EU_AI_ACT =
      new RuleBook(
          "eu-ai-act",
          "High-risk systems (EU AI Act)",
          "Regulation (EU) 2024/1689, Articles 9 to 15 and Annex IV",
          List.of(
              new Article(
                  "Art. 9, Annex IV 5",
                  "Risks are managed",
                  List.of(TIER, JUDGED, paper(DocumentKind.RISK_MANAGEMENT))),
              new Article(
                  "Art. 10, Annex IV 2(d)",
                  "Data are governed",
                  List.of(ORIGIN, COLUMNS, FAIRNESS, paper(DocumentKind.DATA_SHEET))),
              new Article(
                  "Art. 11, Annex IV 1",
                  "The system is described",
                  List.of(PURPOSE, OWNER, HASHED, paper(DocumentKind.INSTRUCTIONS))),
              new Article(
                  "Art. 11, Annex IV 2",
                  "Its making is described",
                  List.of(HOW, DRIVERS, MEASURED, paper(DocumentKind.DEVELOPMENT))),
              new Article(
                  "Annex IV 4", "The choice of metrics is shown", List.of(MEASURED, BASELINE)),
              new Article("Annex IV 6", "Changes are recorded", List.of(SERVED, CHAINED)),
              new Article(
                  "Annex IV 7", "Standards are listed", List.of(paper(DocumentKind.STANDARDS))),
              new Article(
                  "Annex IV 8", "Conformity is declared", List.of(paper(DocumentKind.CONFORMITY))),
              new Article("Art. 12", "Operation is recorded", List.of(LOGGED, CHAINED)),
              new Article(
                  "Art. 13",
                  "Users can understand it",
                  List.of(LIMITS, DRIVERS, paper(DocumentKind.INSTRUCTIONS))),
              new Article(
                  "Art. 14", "People oversee it", List.of(APPROVED, paper(DocumentKind.OVERSIGHT))),
              new Article(
                  "Art. 15",
                  "It is accurate, robust and secure",
                  List.of(MEASURED, SEGMENTS, SIGNED, paper(DocumentKind.SECURITY))),
              new Article(
                  "Art. 72, Annex IV 9",
                  "It is watched on the market",
                  List.of(paper(DocumentKind.MONITORING_PLAN), OUTCOMES))));

  private static final List<RuleBook> ALL = List.of(SR_11_7, EU_AI_ACT);

  private RuleBooks() {}

  public static List<RuleBook> all() {
    return ALL;
  }

  /**
   * The book of that id.
   *
   * @throws PlumblineException INVALID_FIELD without such a book
   */
  public static RuleBook named(String id) {
    return ALL.stream()
        .filter(book -> book.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                PlumblineException.of(
                        ErrorCode.INVALID_FIELD,
                        "There is no rule book '%s'; it may be %s"
                            .formatted(
                                id, String.join(" or ", ALL.stream().map(RuleBook::id).toList())))
                    .with("field", "book"));
  }

  private static boolean approved(Map<?, ?> request) {
    return request.get("votes") instanceof List<?> votes
        && votes.stream()
            .anyMatch(
                vote ->
                    vote instanceof Map<?, ?> word
                        && "approve".equals(word.get("ballot"))
                        && !String.valueOf(request.get("author")).equals(word.get("by")));
  }

  private static Need fact(String what, String path, String wayOut) {
    return need(what, wayOut, dossier -> dossier.find(path).isPresent());
  }

  private static Need positive(String what, String path, String wayOut) {
    return need(
        what,
        wayOut,
        dossier ->
            dossier.find(path).filter(Number.class::isInstance).stream()
                .anyMatch(number -> ((Number) number).doubleValue() > 0));
  }

  private static Need paper(DocumentKind kind) {
    return need(
        "Document: " + kind.title(),
        "attach it with 'evidence attach --kind " + kind.wireName() + "'",
        dossier -> dossier.has(kind));
  }

  private static Need need(String what, String wayOut, Predicate<Dossier> met) {
    return new Need(what, wayOut, met);
  }
}
