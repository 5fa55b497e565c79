package org.plumbline.deployment.online;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of an entity.
 *
 * @param features as the snapshot spells them, in its order; empty text where there is no value
 */
public record KnownFeatures(
    String entity, Instant asOf, double ageSeconds, Map<String, String> features) {
  public KnownFeatures {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }

  static KnownFeatures of(FeatureRow row, Instant now) {
    var features = new LinkedHashMap<String, String>();
    for (int i = 0; i < row.columns().size(); i++) {
      features.put(row.columns().get(i), row.values().get(i));
    }
    double age = Duration.between(row.asOf(), now).toMillis() / 1_000.0;
    return new KnownFeatures(row.entity(), row.asOf(), age, features);
  }
}
