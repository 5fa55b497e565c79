package org.plumbline.registry.document;

import java.util.Arrays;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** What a document is about; evidence packs ask for some of them. */
public enum DocumentKind {
  DEVELOPMENT("development", "Development documentation"),
  DATA_SHEET("dataSheet", "Data sheet"),
  VALIDATION("validation", "Independent validation report"),
  MONITORING_PLAN("monitoringPlan", "Monitoring plan"),
  RISK_MANAGEMENT("riskManagement", "Risk management file"),
  IMPACT_ASSESSMENT("impactAssessment", "Impact assessment on people"),
  OVERSIGHT("oversight", "Human oversight"),
  INSTRUCTIONS("instructions", "Instructions for use"),
  SECURITY("security", "Security review"),
  STANDARDS("standards", "Standards applied"),
  CONFORMITY("conformity", "Declaration of conformity"),
  OTHER("other", "Other document");

  private final String wireName;
  private final String title;

  DocumentKind(String wireName, String title) {
    this.wireName = wireName;
    this.title = title;
  }

  /**
   * The kind of that name on the wire.
   *
   * @throws PlumblineException INVALID_FIELD without such a kind
   */
  public static DocumentKind named(String wireName) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                PlumblineException.of(
                        ErrorCode.INVALID_FIELD,
                        "There is no kind of document '%s'; it may be %s"
                            .formatted(wireName, String.join(", ", wireNames())))
                    .with("field", "kind"));
  }

  /** The names on the wire. */
  private static List<String> wireNames() {
    return Arrays.stream(values()).map(DocumentKind::wireName).toList();
  }

  /** The name on the wire, such as {@code dataSheet}. */
  public String wireName() {
    return wireName;
  }

  /** The name for people. */
  public String title() {
    return title;
  }
}
