package org.plumbline.deployment.batch;

import java.util.List;
import org.plumbline.data.FieldError;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;

/** Refused rows as lines of CSV. */
final class Rejects {
  private static final List<Out> COLUMNS =
      List.of(
          new Out("line", Kind.INTEGER),
          new Out("reason", Kind.TEXT),
          new Out("column", Kind.TEXT),
          new Out("row", Kind.TEXT));

  private Rejects() {}

  static String head() {
    return new Lines.Csv().head(COLUMNS);
  }

  static void append(RawRow raw, String fault, StringBuilder to) {
    line(raw, fault, "", to);
  }

  static String line(RawRow raw, String fault) {
    var text = new StringBuilder();
    append(raw, fault, text);
    return text.toString();
  }

  static String line(RawRow raw, ParsedRow refused) {
    var text = new StringBuilder();
    append(raw, refused, text);
    return text.toString();
  }

  static void append(RawRow raw, ParsedRow refused, StringBuilder to) {
    FieldError first = refused.errors().getFirst();
    int others = refused.errors().size() - 1;
    line(
        raw, first.detail() + (others == 0 ? "" : " (and " + others + " more)"), first.field(), to);
  }

  private static void line(RawRow raw, String reason, String column, StringBuilder to) {
    String row = raw.raw().isEmpty() ? String.join(",", raw.fields()) : raw.raw();
    new Lines.Csv().append(COLUMNS, List.of(raw.line(), reason, column, row), to);
  }
}
