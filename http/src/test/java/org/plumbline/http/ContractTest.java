package org.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of routes and {@code openapi.yaml} say the same. */
class ContractTest {
  private static JsonNode contract() throws IOException {
    try (var in = ContractTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }

  @Test
  void everyRouteIsDescribedWithItsPermissionAndItsAuditMark() throws IOException {
    var described = new TreeSet<String>();
    contract()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            described.add(
                                "%s %s %s %s"
                                    .formatted(
                                        method.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        method.getValue().path("x-permission").asText(),
                                        method.getValue().path("x-audit").asText()))));
    described.removeIf(line -> !line.contains(" /api/"));

    var table =
        Arrays.stream(Route.values())
            .map(r -> "%s %s %s %s".formatted(r.method(), r.path(), r.permissionMark(), r.audit()))
            .toList();

    assertThat(described).containsExactlyInAnyOrderElementsOf(table);
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    var contract = contract();

    assertThat(contract.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(contract.at(reference.substring(1)).isObject()).as(reference).isTrue());
  }
}
