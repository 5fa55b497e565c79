package org.plumbline.store.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.governance.DefaultPolicy;
import org.plumbline.governance.FactCatalogue;
import org.plumbline.governance.Facts;
import org.plumbline.governance.Policy;
import org.plumbline.governance.policy.PolicyCheck;
import org.plumbline.governance.policy.PolicyLibrary;
import org.plumbline.kernel.PlumblineException;

/** Every ready policy holds what its own tests say; {@code first-limits} holds the old vectors. */
class PolicyLibraryTest {
  private final JsonPolicyFormat format = new JsonPolicyFormat();

  static List<String> names() {
    return PolicyLibrary.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void readyPoliciesPassTheirTests(String name) {
    Policy policy = format.read(PolicyLibrary.text(name));

    PolicyCheck check = PolicyCheck.of(policy);

    assertThat(policy.name()).isEqualTo(name);
    assertThat(policy.description()).isNotBlank();
    assertThat(check.failures()).isEmpty();
    assertThat(policy.rules().isEmpty() || !policy.tests().isEmpty()).isTrue();
  }

  @Test
  void theShippedPolicyPassesItsTests() {
    Policy shipped = format.read(DefaultPolicy.text());

    assertThat(shipped.description()).isNotBlank();
    assertThat(shipped.tests()).hasSizeGreaterThanOrEqualTo(shipped.rules().size());
    assertThat(PolicyCheck.of(shipped).failures()).isEmpty();
  }

  @Test
  void theCatalogueNamesFactsThatPoliciesMayRead() {
    assertThat(FactCatalogue.FACTS)
        .extracting(fact -> fact.path().split("\\.")[0])
        .allMatch(Facts.NAMES::contains);
  }

  @Test
  void refusesWhatIsNoPolicyWithThePlace() {
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "{\"name\":\"p\"}",
            "{\"name\":\"P P\",\"rules\":[]}",
            "{\"name\":\"p\",\"colour\":1}",
            "{\"name\":\"p\",\"rules\":[{\"name\":\"r\",\"when\":\"true\"}]}",
            "{\"name\":\"p\",\"rules\":[{\"name\":\"r\",\"when\":\"true\",\"verdict\":\"APPROVED\",\"reason\":\"x\"}]}",
            "{\"name\":\"p\",\"approvals\":[{\"name\":\"a\",\"when\":\"true\",\"required\":2,\"of\":[\"ana\"]}]}")) {
      assertThatThrownBy(() -> format.read(text))
          .as(text)
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> assertThat(failure.details()).containsEntry("field", "policy"));
    }
  }
}
