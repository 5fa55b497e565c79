package org.plumbline.deployment.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowWriter.Out;

/** Rows as lines of text. Numbers as {@link Double#toString}, which reads back to the same bits. */
sealed interface Lines {
  /** What stands before the first row; possibly empty. */
  String head(List<Out> columns);

  /** One row with its line end. */
  void append(List<Out> columns, List<? extends @Nullable Object> row, StringBuilder to);

  /** RFC 4180 with line feeds. */
  record Csv() implements Lines {
    @Override
    public String head(List<Out> columns) {
      var line = new StringBuilder();
      append(columns, columns.stream().map(Out::name).toList(), line);
      return line.toString();
    }

    @Override
    public void append(List<Out> columns, List<? extends @Nullable Object> row, StringBuilder to) {
      for (int i = 0; i < row.size(); i++) {
        if (i > 0) {
          to.append(',');
        }
        Object value = row.get(i);
        if (value != null) {
          field(value.toString(), to);
        }
      }
      to.append('\n');
    }

    private static void field(String text, StringBuilder to) {
      boolean quote = false;
      for (int i = 0; i < text.length() && !quote; i++) {
        char c = text.charAt(i);
        quote = c == ',' || c == '"' || c == '\n' || c == '\r';
      }
      if (quote) {
        to.append('"').append(text.replace("\"", "\"\"")).append('"');
      } else {
        to.append(text);
      }
    }
  }

  /** One JSON object a line; absent values are left out. */
  record Jsonl() implements Lines {
    @Override
    public String head(List<Out> columns) {
      return "";
    }

    @Override
    public void append(List<Out> columns, List<? extends @Nullable Object> row, StringBuilder to) {
      to.append('{');
      boolean first = true;
      for (int i = 0; i < row.size(); i++) {
        Object value = row.get(i);
        if (value != null) {
          if (!first) {
            to.append(',');
          }
          first = false;
          string(columns.get(i).name(), to);
          to.append(':');
          if (value instanceof String text) {
            string(text, to);
          } else {
            to.append(value);
          }
        }
      }
      to.append("}\n");
    }

    private static void string(String text, StringBuilder to) {
      to.append('"');
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          to.append('\\').append(c);
        } else if (c < ' ') {
          to.append("\\u%04x".formatted((int) c));
        } else {
          to.append(c);
        }
      }
      to.append('"');
    }
  }
}
