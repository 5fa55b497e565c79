package org.plumbline.registry.lineage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnQuality;
import org.plumbline.data.Role;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.Part;
import org.plumbline.registry.Version;
import org.plumbline.training.Provenance;

/**
 * What happened here as events of OpenLineage 2.0.2: a job read data sets and wrote others.
 *
 * <p>The same happening gives the same events, so that a lineage server that gets one twice knows
 * it.
 *
 * @param namespace of the jobs and data sets of this installation
 */
public record OpenLineage(String namespace) {
  private static final String PRODUCER = "https://plumbline.org/v0.1.0";
  private static final String SPEC = "https://openlineage.io/spec/";

  /** The start and the end of the version's training, as JSON objects. */
  public List<Map<String, Object>> events(Version version) {
    Provenance provenance = version.provenance();
    Instant end = provenance.trainedAt();
    Instant start = end.minus(Duration.ofMillis(provenance.durationMillis()));
    return List.of(event("START", start, version), event("COMPLETE", end, version));
  }

  private Map<String, Object> event(String type, Instant at, Version version) {
    boolean ended = type.equals("COMPLETE");
    return event(
        type,
        at,
        runId(version),
        "train." + version.id().model(),
        List.of(input(version)),
        ended ? List.of(output(version)) : List.of());
  }

  /**
   * One event of a run.
   *
   * @param type such as {@code START}
   * @param inputs as {@link #dataset} gives them, like the outputs
   */
  public Map<String, Object> event(
      String type,
      Instant at,
      UUID runId,
      String job,
      List<Map<String, Object>> inputs,
      List<Map<String, Object>> outputs) {
    var event = new LinkedHashMap<String, Object>();
    event.put("eventType", type);
    event.put("eventTime", at.toString());
    event.put("producer", PRODUCER);
    event.put("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
    event.put("run", Map.of("runId", runId.toString()));
    event.put("job", Map.of("namespace", namespace, "name", job));
    event.put("inputs", inputs);
    event.put("outputs", outputs);
    return event;
  }

  /** A version as the data set that its training wrote. */
  public Map<String, Object> model(VersionId version) {
    return dataset(modelName(version), version.number().toString());
  }

  private static String modelName(VersionId version) {
    return "model." + version.model();
  }

  /** A data set in one of its states. */
  public Map<String, Object> dataset(String name, String version) {
    return Map.of(
        "namespace", namespace, "name", name, "facets", Map.of("version", versionFacet(version)));
  }

  private static Map<String, Object> versionFacet(String version) {
    return facet("1-0-0/DatasetVersionDatasetFacet", Map.of("datasetVersion", version));
  }

  /** A UUID, as the specification asks, that follows from the hash of the provenance. */
  private static UUID runId(Version version) {
    return UUID.nameUUIDFromBytes(
        version.line().manifest().of(Part.PROVENANCE).hex().getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> input(Version version) {
    var facets = new LinkedHashMap<String, Object>();
    facets.put(
        "schema",
        facet(
            "1-0-0/SchemaDatasetFacet",
            Map.of(
                "fields", version.contract().columns().stream().map(OpenLineage::field).toList())));
    String hash = version.provenance().dataHash();
    if (!hash.isBlank()) {
      facets.put("version", versionFacet(hash));
    }
    var input = new LinkedHashMap<String, Object>();
    input.put("namespace", namespace);
    input.put("name", version.provenance().dataName());
    input.put("facets", facets);
    input.put("inputFacets", Map.of("dataQualityMetrics", quality(version)));
    return input;
  }

  private static Map<String, Object> field(ColumnContract column) {
    return Map.of(
        "name", column.name(), "type", column.type().name(), "description", column.description());
  }

  private static Map<String, Object> quality(Version version) {
    var columns = new LinkedHashMap<String, Object>();
    for (ColumnQuality column : version.quality().columns()) {
      var metrics = new LinkedHashMap<String, Object>();
      metrics.put("nullCount", column.missing());
      metrics.put("distinctCount", column.distinct());
      column.min().ifPresent(min -> putFinite(metrics, "min", min));
      column.max().ifPresent(max -> putFinite(metrics, "max", max));
      columns.put(column.name(), metrics);
    }
    return facet(
        "1-0-2/DataQualityMetricsInputDatasetFacet",
        Map.of("rowCount", version.quality().rows(), "columnMetrics", columns));
  }

  /** JSON has no word for infinity. */
  private static void putFinite(Map<String, Object> metrics, String name, double value) {
    if (Double.isFinite(value)) {
      metrics.put(name, value);
    }
  }

  private Map<String, Object> output(Version version) {
    List<Map<String, String>> read =
        version.contract().columns().stream()
            .filter(column -> column.role() == Role.FEATURE)
            .map(
                column ->
                    Map.of(
                        "namespace", namespace,
                        "name", version.provenance().dataName(),
                        "field", column.name()))
            .toList();
    return Map.of(
        "namespace",
        namespace,
        "name",
        modelName(version.id()),
        "facets",
        Map.of(
            "schema",
            facet(
                "1-0-0/SchemaDatasetFacet",
                Map.of("fields", List.of(Map.of("name", "score", "type", "NUMBER")))),
            "version",
            versionFacet(version.id().number().toString()),
            "columnLineage",
            facet(
                "1-0-1/ColumnLineageDatasetFacet",
                Map.of("fields", Map.of("score", Map.of("inputFields", read))))));
  }

  private static Map<String, Object> facet(String schema, Map<String, ?> content) {
    String name = schema.substring(schema.indexOf('/') + 1);
    var facet = new LinkedHashMap<String, Object>();
    facet.put("_producer", PRODUCER);
    facet.put("_schemaURL", SPEC + "facets/" + schema + ".json#/$defs/" + name);
    facet.putAll(content);
    return facet;
  }
}
