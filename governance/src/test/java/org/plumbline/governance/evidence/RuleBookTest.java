package org.plumbline.governance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Subject;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.DocumentKind;

class RuleBookTest {
  private static final VersionId CHURN =
      new VersionId(new ModelName("churn"), new VersionNumber(3));

  private static Dossier dossier(Map<String, Object> tree, DocumentKind... kinds) {
    return new Dossier(CHURN, tree, Arrays.stream(kinds).map(RuleBookTest::document).toList());
  }

  private static Document document(DocumentKind kind) {
    return new Document(
        UUID.nameUUIDFromBytes(kind.wireName().getBytes(StandardCharsets.UTF_8)),
        Subject.of(CHURN),
        kind,
        kind.title(),
        ContentHash.of(new byte[] {1}),
        1,
        "text/plain",
        "ana",
        Instant.EPOCH);
  }

  private static boolean met(Dossier dossier, String title) {
    return RuleBooks.SR_11_7.report(dossier).articles().stream()
        .filter(article -> article.title().equals(title))
        .findFirst()
        .orElseThrow()
        .complete();
  }

  @Test
  void nothingIsMetByNothingAndEveryGapHasAWayOut() {
    for (RuleBook book : RuleBooks.all()) {
      RuleBook.Report report = book.report(dossier(Map.of("model", Map.of("tier", "unrated"))));

      assertThat(report.met()).isZero();
      assertThat(report.articles())
          .allSatisfy(
              article ->
                  assertThat(article.lines())
                      .isNotEmpty()
                      .allSatisfy(line -> assertThat(line.wayOut()).isNotBlank()));
    }
  }

  @Test
  void aRequirementIsMetOnceAllOfItIsThere() {
    Map<String, Object> told = Map.of("model", Map.of("intendedUse", "Calls to customers"));

    assertThat(met(dossier(told), "Purpose and use are stated")).isFalse();
    assertThat(
            met(
                dossier(
                    Map.of(
                        "model",
                        Map.of("intendedUse", "Calls to customers", "limits", "Not for credit"))),
                "Purpose and use are stated"))
        .isTrue();
  }

  @Test
  void blankTextsAndEmptyListsSayNothing() {
    Dossier blank = dossier(Map.of("model", Map.of("intendedUse", " "), "deployments", List.of()));

    assertThat(blank.find("model.intendedUse")).isEmpty();
    assertThat(blank.find("deployments")).isEmpty();
    assertThat(blank.find("model.intendedUse.deeper")).isEmpty();
  }

  @Test
  void documentsCountByTheirKind() {
    assertThat(met(dossier(Map.of(), DocumentKind.DATA_SHEET), "Validation was independent"))
        .isFalse();
    assertThat(met(dossier(Map.of(), DocumentKind.VALIDATION), "Validation was independent"))
        .isTrue();
  }

  @Test
  void nobodyApprovesTheirOwnWish() {
    assertThat(met(decided("ana", "ana", "approve"), "Use was decided under policy")).isFalse();
    assertThat(met(decided("ana", "ben", "reject"), "Use was decided under policy")).isFalse();
    assertThat(met(decided("ana", "ben", "approve"), "Use was decided under policy")).isTrue();
  }

  private static Dossier decided(String author, String voter, String ballot) {
    return dossier(
        Map.of(
            "evaluation", Map.of("verdict", "APPROVED"),
            "deployments", List.of(Map.of("stage", "production")),
            "decisions",
                List.of(
                    Map.of(
                        "author",
                        author,
                        "votes",
                        List.of(Map.of("by", voter, "ballot", ballot))))));
  }

  @Test
  void noLabelledAnswerIsNoOutcome() {
    assertThat(met(dossier(Map.of("production", Map.of("labelled", 0))), "Outcomes are analysed"))
        .isFalse();
    assertThat(met(dossier(Map.of("production", Map.of("labelled", 7))), "Outcomes are analysed"))
        .isTrue();
  }

  @Test
  void aBookThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> RuleBooks.named("basel"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("sr-11-7 or eu-ai-act");
  }
}
