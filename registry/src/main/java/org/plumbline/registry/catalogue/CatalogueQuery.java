package org.plumbline.registry.catalogue;

import static org.plumbline.kernel.Require.require;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Filter;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.Order;
import org.plumbline.registry.tracking.Vocabulary;

/**
 * Which models or versions to list.
 *
 * @param after the {@code next} of the page before, of the same query; absent for the first
 */
public record CatalogueQuery(Filter filter, List<Order> orders, int limit, @Nullable String after) {
  /** The most that one page may hold. */
  public static final int MOST = 200_000;

  /** Whether a version is foreign, as a text; no filter that people write may name it. */
  public static final Field FOREIGN = Field.attribute("is_foreign");

  private static final Vocabulary MODELS =
      Vocabulary.of(
          EnumSet.of(Field.Kind.TAG, Field.Kind.ATTRIBUTE),
          Map.of(
              "name",
              Vocabulary.Type.TEXT,
              "creation_timestamp",
              Vocabulary.Type.TIME,
              "last_updated_timestamp",
              Vocabulary.Type.TIME));

  /** The number is no time, but compared like one: as a number. */
  private static final Vocabulary VERSIONS =
      Vocabulary.of(
          EnumSet.of(Field.Kind.TAG, Field.Kind.ATTRIBUTE),
          Map.of(
              "name", Vocabulary.Type.TEXT,
              "run_id", Vocabulary.Type.TEXT,
              "source_path", Vocabulary.Type.TEXT,
              "version_number", Vocabulary.Type.TIME,
              "creation_timestamp", Vocabulary.Type.TIME,
              "last_updated_timestamp", Vocabulary.Type.TIME));

  public CatalogueQuery {
    orders = List.copyOf(orders);
    require(limit >= 1 && limit <= MOST, "Limit %s must lie in 1 to %s", limit, MOST);
    require(orders.size() <= 10, "%s orders are too many: use at most 10", orders.size());
  }

  /** The foreign versions of a model, newest first. */
  public static CatalogueQuery foreign(ModelName model, int limit, @Nullable String after) {
    var filter =
        new Filter(
            List.of(
                new Condition.Textual(Field.attribute("name"), true, model.value()),
                new Condition.Textual(FOREIGN, true, "true")));
    var newest = new Order(Field.attribute("version_number"), true);
    return new CatalogueQuery(filter, List.of(newest), limit, after);
  }

  /** Reads filters over models. */
  public static FilterParser models() {
    return new FilterParser(MODELS);
  }

  /** Reads filters over versions. */
  public static FilterParser versions() {
    return new FilterParser(VERSIONS);
  }
}
