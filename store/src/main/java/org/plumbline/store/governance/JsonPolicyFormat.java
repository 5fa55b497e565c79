package org.plumbline.store.governance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.ApprovalRule;
import org.plumbline.governance.Facts;
import org.plumbline.governance.Policy;
import org.plumbline.governance.PolicyFormat;
import org.plumbline.governance.PolicyRule;
import org.plumbline.governance.PolicyTest;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Json;

/** Policies as JSON; {@code docs/policies.md} describes the fields. */
public final class JsonPolicyFormat implements PolicyFormat {
  /** The document as people write it, where much may be left out. */
  private record Document(
      @Nullable String name,
      @Nullable String description,
      @Nullable Boolean directToProduction,
      @Nullable Boolean groupThresholds,
      @Nullable List<ApprovalLine> approvals,
      @Nullable List<RuleLine> rules,
      @Nullable List<TestLine> tests) {}

  private record ApprovalLine(
      @Nullable String name,
      @Nullable String when,
      @Nullable Integer required,
      @Nullable List<String> of,
      @Nullable String reason) {}

  private record RuleLine(
      @Nullable String name,
      @Nullable String when,
      @Nullable Verdict verdict,
      @Nullable String reason,
      @Nullable String wayOut) {}

  private record TestLine(
      @Nullable String name,
      @Nullable Map<String, Object> facts,
      @Nullable Verdict verdict,
      @Nullable List<String> objections) {}

  @Override
  public Policy read(String text) {
    Document document;
    try {
      document = Json.read(text, Document.class);
    } catch (PlumblineException fault) {
      Throwable cause = fault.getCause();
      throw invalid("The policy is no JSON object of a policy: " + cause(cause), fault);
    }
    try {
      return policy(document);
    } catch (IllegalArgumentException fault) {
      throw invalid(String.valueOf(fault.getMessage()), fault);
    }
  }

  /** The first line; the parser's own text goes on with where it was in its memory. */
  private static String cause(@Nullable Throwable cause) {
    return cause == null
        ? "it cannot be read"
        : String.valueOf(cause.getMessage()).lines().findFirst().orElse("it cannot be read");
  }

  private static PlumblineException invalid(String text, Throwable cause) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, text, cause).with("field", "policy");
  }

  private static Policy policy(Document document) {
    Boolean direct = document.directToProduction();
    Boolean groups = document.groupThresholds();
    return new Policy(
        said("name", document.name()),
        orEmpty(document.description()),
        direct != null && direct,
        groups != null && groups,
        list(document.approvals()).stream().map(JsonPolicyFormat::approval).toList(),
        list(document.rules()).stream().map(JsonPolicyFormat::rule).toList(),
        list(document.tests()).stream().map(JsonPolicyFormat::test).toList());
  }

  private static ApprovalRule approval(ApprovalLine line) {
    Integer required = line.required();
    return new ApprovalRule(
        said("approvals.name", line.name()),
        said("approvals.when", line.when()),
        required == null ? 0 : required,
        list(line.of()),
        orEmpty(line.reason()));
  }

  private static PolicyRule rule(RuleLine line) {
    return new PolicyRule(
        said("rules.name", line.name()),
        said("rules.when", line.when()),
        said("rules.verdict", line.verdict()),
        said("rules.reason", line.reason()),
        orEmpty(line.wayOut()));
  }

  private static PolicyTest test(TestLine line) {
    return new PolicyTest(
        said("tests.name", line.name()),
        new Facts(said("tests.facts", line.facts())),
        said("tests.verdict", line.verdict()),
        list(line.objections()));
  }

  private static <T> T said(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("'" + field + "' is required in a policy");
    }
    return value;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }
}
