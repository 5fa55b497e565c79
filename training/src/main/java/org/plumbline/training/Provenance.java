package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a version comes from: enough to train it again.
 *
 * @param dataName the name of the file or snapshot, without its directory
 * @param dataHash SHA-256 of the file's bytes in lower-case hex
 * @param rows rows that were trained on, after quarantine and after rows without a label were
 *     dropped; none for an imported model
 * @param quarantined rows that were refused when the file was read
 * @param settings what was asked for and what was decided, by name
 * @param libraries versions of the libraries that made the numbers, by name
 * @param durationMillis wall time of the training
 */
public record Provenance(
    String dataName,
    String dataHash,
    long rows,
    long quarantined,
    long seed,
    Map<String, String> settings,
    Map<String, String> libraries,
    String jdk,
    String os,
    String cpu,
    Instant trainedAt,
    long durationMillis) {
  public Provenance {
    require(rows >= 0, "rows %s must not be negative", rows);
    require(quarantined >= 0, "quarantined %s must not be negative", quarantined);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
  }
}
