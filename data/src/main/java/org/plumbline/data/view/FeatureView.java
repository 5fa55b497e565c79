package org.plumbline.data.view;

import static org.plumbline.kernel.Require.require;

import java.util.regex.Pattern;

/**
 * Versioned SQL: entity × as-of time → features.
 *
 * <p>Both queries see each source cut at the as-of time, and {@code moment}, one row that holds
 * {@code as_of}. The view also sees {@code entities} (the id column and {@code as_of}), the result
 * of the population query.
 *
 * @param name such as {@code customer-activity}
 * @param entity the id column that both queries return
 * @param population a SELECT of the ids to describe
 * @param sql a SELECT of at most one row per id: the id and the features
 */
public record FeatureView(String name, int version, String entity, String population, String sql) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public FeatureView {
    require(NAME.matcher(name).matches(), "View name '%s' must be like 'customer-activity'", name);
    require(version >= 1, "View '%s' has version %s; versions start at 1", name, version);
  }
}
