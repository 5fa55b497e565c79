package org.plumbline.registry.lineage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Reads run events of OpenLineage 2.0.2; what it does not know of an event it leaves alone. */
final class EventReader {
  private static final Set<String> TYPES =
      Set.of("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int LONGEST = 1_000;
  private static final int MOST_DATASETS = 1_000;

  private EventReader() {}

  /**
   * The event.
   *
   * @throws PlumblineException MISSING_FIELD or INVALID_FIELD, with the field's path
   */
  static ToldEvent read(Map<?, ?> event) {
    text(event, "producer", "producer");
    text(event, "schemaURL", "schemaURL");
    String type = event.get("eventType") == null ? "OTHER" : text(event, "eventType", "eventType");
    if (!TYPES.contains(type)) {
      throw invalid("eventType", "one of START, RUNNING, COMPLETE, ABORT, FAIL, OTHER");
    }
    Map<?, ?> run = object(event, "run", "run");
    Map<?, ?> job = object(event, "job", "job");
    return new ToldEvent(
        runId(text(run, "runId", "run.runId")),
        type,
        time(text(event, "eventTime", "eventTime")),
        text(job, "namespace", "job.namespace") + "/" + text(job, "name", "job.name"),
        datasets(event, "inputs"),
        datasets(event, "outputs"));
  }

  private static UUID runId(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw invalid("run.runId", "a UUID");
    }
    return UUID.fromString(text);
  }

  /** To the microsecond, as the store keeps it: the same event stays the same. */
  private static Instant time(String text) {
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      if (at.isAfter(Instant.EPOCH) && at.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
        return at.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
      }
    } catch (DateTimeException _) {
      // Refused below, with the times that no run has.
    }
    throw invalid("eventTime", "a time with its offset, such as 2026-01-31T12:00:00Z");
  }

  private static List<ToldDataset> datasets(Map<?, ?> event, String field) {
    Object value = event.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> items) || items.size() > MOST_DATASETS) {
      throw invalid(field, "a list of at most " + MOST_DATASETS + " data sets");
    }
    var datasets = new ArrayList<ToldDataset>();
    for (int i = 0; i < items.size(); i++) {
      String path = field + "[" + i + "]";
      if (!(items.get(i) instanceof Map<?, ?> item)) {
        throw invalid(path, "an object");
      }
      datasets.add(
          new ToldDataset(
              text(item, "namespace", path + ".namespace"),
              text(item, "name", path + ".name"),
              contentHash(item)));
    }
    return datasets;
  }

  private static Optional<String> contentHash(Map<?, ?> dataset) {
    return dataset.get("facets") instanceof Map<?, ?> facets
            && facets.get("version") instanceof Map<?, ?> version
            && version.get("datasetVersion") instanceof String hash
            && SHA_256.matcher(hash).matches()
        ? Optional.of(hash)
        : Optional.empty();
  }

  private static Map<?, ?> object(Map<?, ?> parent, String name, String path) {
    Object value = present(parent.get(name), path);
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw invalid(path, "an object");
  }

  private static String text(Map<?, ?> parent, String name, String path) {
    Object value = present(parent.get(name), path);
    if (value instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    throw invalid(path, "a text of 1 to " + LONGEST + " signs");
  }

  private static Object present(@Nullable Object value, String path) {
    if (value == null) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "'" + path + "' is required and has no value")
          .with("field", path);
    }
    return value;
  }

  private static PlumblineException invalid(String path, String rule) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD, "'" + path + "' is not allowed: use " + rule)
        .with("field", path);
  }
}
