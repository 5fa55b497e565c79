package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.plumbline.monitoring.ColumnDriftLine;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.profile.ColumnKind;

/** One column of one window as a row. */
final class DriftRows {
  static final String INSERT =
      """
      insert into drift_column (version_key, kind, start, position, column_name, column_kind,
        psi, ks, ks_p_value, jensen_shannon, wasserstein, chi_square, chi_square_p_value,
        reference_missing_rate, current_missing_rate, effect, p_value, adjusted_p_value,
        verdict, recommendation)
      values (:key, :window, :start, :position, :column, :columnKind,
        :psi, :ks, :ksPValue, :jensenShannon, :wasserstein, :chiSquare, :chiSquarePValue,
        :referenceMissingRate, :currentMissingRate, :effect, :pValue, :adjustedPValue,
        :verdict, :recommendation)
      """;

  private DriftRows() {}

  static PreparedBatch bind(PreparedBatch batch, ColumnDriftLine line) {
    return batch
        .bind("column", line.column())
        .bind("columnKind", line.kind().name())
        .bindByType("psi", line.psi(), Double.class)
        .bindByType("ks", line.ks(), Double.class)
        .bindByType("ksPValue", line.ksPValue(), Double.class)
        .bindByType("jensenShannon", line.jensenShannon(), Double.class)
        .bindByType("wasserstein", line.wasserstein(), Double.class)
        .bindByType("chiSquare", line.chiSquare(), Double.class)
        .bindByType("chiSquarePValue", line.chiSquarePValue(), Double.class)
        .bindByType("referenceMissingRate", line.referenceMissingRate(), Double.class)
        .bindByType("currentMissingRate", line.currentMissingRate(), Double.class)
        .bindByType("effect", line.effect(), Double.class)
        .bindByType("pValue", line.pValue(), Double.class)
        .bindByType("adjustedPValue", line.adjustedPValue(), Double.class)
        .bind("verdict", line.verdict().name())
        .bind("recommendation", line.recommendation());
  }

  static ColumnDriftLine line(ResultSet row) throws SQLException {
    return new ColumnDriftLine(
        row.getString("column_name"),
        ColumnKind.valueOf(row.getString("column_kind")),
        row.getObject("psi", Double.class),
        row.getObject("ks", Double.class),
        row.getObject("ks_p_value", Double.class),
        row.getObject("jensen_shannon", Double.class),
        row.getObject("wasserstein", Double.class),
        row.getObject("chi_square", Double.class),
        row.getObject("chi_square_p_value", Double.class),
        row.getObject("reference_missing_rate", Double.class),
        row.getObject("current_missing_rate", Double.class),
        row.getObject("effect", Double.class),
        row.getObject("p_value", Double.class),
        row.getObject("adjusted_p_value", Double.class),
        DriftVerdict.valueOf(row.getString("verdict")),
        row.getString("recommendation"));
  }
}
