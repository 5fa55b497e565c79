package org.plumbline.data.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.data.ColumnType;
import org.plumbline.data.DuckDb;
import org.plumbline.data.Table;
import org.plumbline.kernel.PlumblineException;

class SnapshotEngineTest {
  private static final Instant JAN_10 = Instant.parse("2026-01-10T00:00:00Z");
  private static final Instant JAN_20 = Instant.parse("2026-01-20T00:00:00Z");
  private static final Instant END = Instant.parse("2026-01-31T00:00:00Z");
  private static final String POPULATION = "SELECT id FROM customers";
  private static final String SPEND =
      """
      SELECT e.id, count(o.value) AS orders, sum(o.value) AS spend,
        date_diff('day', max(o.bought), any_value(e.as_of)) AS recency, any_value(c.country) AS country
      FROM entities e JOIN customers c USING (id) LEFT JOIN orders o USING (id) GROUP BY e.id
      """;
  private static final LabelView CHURN =
      new LabelView(
          "churn",
          "churned",
          Duration.ofDays(10),
          "SELECT id, CASE WHEN id IN (SELECT id FROM orders) THEN 0 ELSE 1 END AS churned"
              + " FROM entities");

  @TempDir Path folder;
  private SnapshotEngine engine;

  @BeforeEach
  void writeSources() {
    write(
        "customers",
        "(1, DATE '2026-01-01', 'DE'), (2, DATE '2026-01-09', 'FR'), (3, DATE '2026-01-10', 'IT')",
        "id, since, country");
    writeOrders("");
    engine = open();
  }

  private void writeOrders(String more) {
    write(
        "orders",
        "(1, TIMESTAMP '2026-01-02 10:00:00', 10.5, true), (1, TIMESTAMP '2026-01-10 00:00:00', 2.0, false),"
            + " (2, TIMESTAMP '2026-01-10 00:00:01', 99.0, true), (9, TIMESTAMP '2026-01-03 00:00:00', 1.0, false)"
            + more,
        "id, bought, value, returned_later");
  }

  private void write(String name, String values, String columns) {
    try (Connection connection = DuckDb.open(folder.resolve("spill"))) {
      DuckDb.execute(
          connection,
          "COPY (SELECT * FROM (VALUES %s) t(%s)) TO %s (FORMAT parquet)"
              .formatted(values, columns, DuckDb.text(file(name))));
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".parquet");
  }

  private SnapshotEngine open() {
    return new SnapshotEngine(
        List.of(
            new Source(
                "customers",
                file("customers"),
                Source.Kind.STATE,
                "since",
                Duration.ZERO,
                List.of("id", "since", "country")),
            new Source(
                "orders",
                file("orders"),
                Source.Kind.EVENT,
                "bought",
                Duration.ZERO,
                List.of("id", "bought", "value"))),
        END,
        folder.resolve("lake"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static FeatureView view(String sql) {
    return new FeatureView("spend", 1, "id", POPULATION, sql);
  }

  @Test
  void featuresSeeWhatWasKnownAtTheAsOfTime() {
    Table table = engine.features(view(SPEND), JAN_10);

    assertThat(table.names())
        .containsExactly("id", "as_of", "orders", "spend", "recency", "country");
    assertThat(table.rowCount()).isEqualTo(2);
    assertThat(table.column("id").type()).isEqualTo(ColumnType.IDENTIFIER);
    assertThat(table.column("id").text(0)).isEqualTo("1");
    assertThat(table.column("as_of").text(0)).isEqualTo("2026-01-10T00:00:00Z");
    assertThat(table.column("orders").slots()).containsExactly(2, 0);
    assertThat(table.column("spend").slot(0)).isEqualTo(12.5);
    assertThat(table.column("spend").isMissing(1)).isTrue();
    assertThat(table.column("recency").slot(0)).isEqualTo(0);
    assertThat(table.column("country").text(1)).isEqualTo("FR");
  }

  @Test
  void aCustomerOfTheAsOfDayIsNotKnownBeforeThatDayEnds() {
    assertThat(engine.features(view(SPEND), JAN_10).rowCount()).isEqualTo(2);
    assertThat(engine.features(view(SPEND), Instant.parse("2026-01-11T00:00:00Z")).rowCount())
        .isEqualTo(3);
  }

  @Test
  void labelsSeeTheHorizonAndNothingElse() {
    Table labels = engine.labels(view(SPEND), CHURN, List.of(JAN_20, JAN_10));

    assertThat(labels.names()).containsExactly("id", "as_of", "churned");
    assertThat(labels.column("as_of").slots()).isSorted();
    assertThat(labels.column("churned").slots()).containsExactly(1, 0, 1, 1, 1);
  }

  @Test
  void trainingSetsJoinFeaturesAndMatureLabels() {
    Table table = engine.trainingSet(view(SPEND), CHURN, List.of(JAN_10, JAN_20));

    assertThat(table.names()).startsWith("id", "as_of", "orders").endsWith("churned");
    assertThat(table.column("orders").slots()).containsExactly(2, 0, 2, 1, 0);
    assertThat(table.column("churned").slots()).containsExactly(1, 0, 1, 1, 1);
  }

  @Test
  void anImmatureLabelIsRefused() {
    Instant late = Instant.parse("2026-01-22T00:00:00Z");

    assertThatThrownBy(() -> engine.labels(view(SPEND), CHURN, List.of(late)))
        .hasMessageContaining("not mature");
  }

  @Test
  void whatHappensLaterChangesNoFeature() {
    Table before = engine.features(view(SPEND), JAN_10);

    engine.close();
    writeOrders(
        ", (1, TIMESTAMP '2026-01-10 00:00:00.000001', 500.0, true), (2, TIMESTAMP '2026-01-25', 7.0, true)");
    engine = open();

    assertThat(engine.features(view(SPEND), JAN_10)).isEqualTo(before);
  }

  @Test
  void aDelayedSourceIsKnownLater() {
    Source delayed =
        new Source(
            "orders",
            file("orders"),
            Source.Kind.EVENT,
            "bought",
            Duration.ofDays(3),
            List.of("id", "bought", "value"));
    Source customers =
        new Source(
            "customers",
            file("customers"),
            Source.Kind.STATE,
            "since",
            Duration.ZERO,
            List.of("id", "since", "country"));
    try (var late = new SnapshotEngine(List.of(customers, delayed), END, folder.resolve("lake"))) {
      assertThat(late.features(view(SPEND), JAN_10).column("orders").slots()).containsExactly(1, 0);
      assertThatThrownBy(() -> late.labels(view(SPEND), CHURN, List.of(JAN_20)))
          .hasMessageContaining("not mature");
    }
  }

  static Stream<String> leaks() {
    return Stream.of(
        "SELECT id, value FROM read_parquet('$orders')",
        "SELECT id, value FROM '$orders'",
        "SELECT id, value FROM \"$orders\"",
        "SELECT id, (SELECT max(value) FROM parquet_scan('$orders')) AS x FROM entities",
        "SELECT id, value FROM query('SELECT * FROM orders')",
        "SELECT id, value FROM query_table('orders')",
        "SELECT id, value FROM main.orders",
        "SELECT id, value FROM temp.orders",
        "SELECT id, sql FROM entities, duckdb_views()",
        "SELECT id, sql FROM entities, duckdb_views",
        "SELECT id, sql FROM entities, sqlite_master",
        "SELECT id, table_name FROM entities, information_schema.tables",
        "SELECT * FROM (SHOW TABLES)",
        "SELECT * FROM (DESCRIBE orders)",
        "SELECT id, content FROM entities, read_text('$orders')",
        "SELECT id, file FROM entities, glob('/*')",
        "WITH \"$orders\" AS (SELECT 1) SELECT id FROM '$orders'",
        "WITH orders AS (SELECT 1 AS id) SELECT id FROM orders",
        "SELECT id, current_date AS d FROM entities",
        "SELECT id, CURRENT_TIMESTAMP AS d FROM entities",
        "SELECT id, now() AS d FROM entities",
        "SELECT id, today() AS d FROM entities",
        "SELECT id, age(as_of) AS d FROM entities",
        "SELECT id, get_current_timestamp() AS d FROM entities",
        "SELECT id, current_localtimestamp() AS d FROM entities",
        "SELECT id, main.now() AS d FROM entities",
        "SELECT id, ago(INTERVAL 1 DAY) AS d FROM entities",
        "SELECT id, random() AS d FROM entities",
        "SELECT id, uuid() AS d FROM entities",
        "SELECT id, getvariable('x') AS d FROM entities",
        "SELECT id, current_setting('threads') AS d FROM entities",
        "SELECT id FROM entities USING SAMPLE 1",
        "SELECT id FROM orders TABLESAMPLE 10%",
        "SELECT id, ? AS x FROM entities",
        "SELECT id FROM entities; SELECT id FROM entities",
        "SELECT id FROM entities) v ON true; DROP TABLE entities; --",
        "CREATE TABLE x AS SELECT 1",
        "COPY orders TO '/tmp/leak.csv'",
        "ATTACH '/tmp/x.db'",
        "SET enable_external_access = true",
        "");
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void sqlThatCouldSeeMoreIsRefused(String sql) {
    String attempt = sql.replace("$orders", file("orders").toString());

    assertThatThrownBy(() -> engine.features(view(attempt), JAN_10))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("is refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH recent AS (SELECT id, sum(value) AS s FROM orders GROUP BY id) SELECT id, s FROM recent",
        "SELECT id, coalesce(nullif(v, 0), 1) / 2 AS x FROM (SELECT e.id, count(o.id) FILTER (o.bought >"
            + " e.as_of - INTERVAL 30 DAY) AS v FROM entities e LEFT JOIN orders o USING (id) GROUP BY ALL)",
        "SELECT id, row_number() OVER (ORDER BY id) AS n, x FROM entities, unnest([1]) t(x)",
        "SELECT id, ln(1 + id) AS n, CAST(as_of AS DATE) AS d, round(0.5) AS r FROM entities",
        "SELECT id, EXTRACT(dow FROM as_of) AS d, 'x' || id AS t, greatest(1, 2) AS g FROM entities",
        "SELECT e.id, o.value FROM entities e ASOF LEFT JOIN orders o"
            + " ON e.id = o.id AND e.as_of >= o.bought -- the last",
        "SELECT id, 1 AS x FROM orders GROUP BY id UNION SELECT id, 1 FROM customers"
      })
  void plainSqlIsAllowed(String sql) {
    assertThat(engine.features(view(sql), JAN_10).rowCount()).isEqualTo(2);
  }

  @Test
  void aColumnThatIsNotDeclaredIsNotThere() {
    assertThatThrownBy(() -> engine.features(view("SELECT id, returned_later FROM orders"), JAN_10))
        .hasMessageContaining("returned_later");
  }

  @Test
  void aViewWithSeveralRowsForAnEntityIsRefused() {
    assertThatThrownBy(() -> engine.features(view("SELECT id, value FROM orders"), JAN_10))
        .hasMessageContaining("one row each");
  }

  @Test
  void aLabelMayNotMissAnEntity() {
    var label = new LabelView("l", "y", Duration.ofDays(1), "SELECT id, 1 AS y FROM orders");

    assertThatThrownBy(() -> engine.labels(view(SPEND), label, List.of(JAN_20)))
        .hasMessageContaining("without a label");
  }

  @Test
  void snapshotsAreKeptUnderTheirContent() throws Exception {
    Snapshot first = engine.snapshot(view(SPEND), JAN_10);
    byte[] bytes = Files.readAllBytes(first.file());
    Snapshot again = engine.snapshot(view(SPEND), JAN_10);

    assertThat(again.file()).isEqualTo(first.file()).hasBinaryContent(bytes);
    assertThat(first.file().getFileName().toString())
        .isEqualTo("20260110T000000Z-" + first.contentHash().substring(0, 16) + ".parquet");
    assertThat(engine.snapshot(view(SPEND), JAN_20).contentHash())
        .isNotEqualTo(first.contentHash());
  }

  @Test
  void anAbsentSourceIsNamed() throws Exception {
    engine.close();
    Files.delete(file("orders"));

    assertThatThrownBy(this::open).hasMessageContaining("'orders'");
  }
}
