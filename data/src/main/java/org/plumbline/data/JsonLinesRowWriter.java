package org.plumbline.data;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, UTF-8; no value is null. */
final class JsonLinesRowWriter implements RowWriter {
  private final AtomicFile file;
  private final List<Out> columns;
  private final JsonGenerator json;

  JsonLinesRowWriter(Path target, List<Out> columns) {
    this.file = AtomicFile.at(target);
    this.columns = List.copyOf(columns);
    try {
      this.json = new JsonFactory().createGenerator(file.draft().toFile(), JsonEncoding.UTF8);
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    } catch (IOException failed) {
      file.close();
      throw new UncheckedIOException("Cannot write " + target, failed);
    }
  }

  @Override
  public void write(List<? extends @Nullable Object> values) {
    try {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        json.writeFieldName(columns.get(i).name());
        value(values.get(i));
      }
      json.writeEndObject();
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot write " + file.draft(), failed);
    }
  }

  private void value(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Double d when !Double.isFinite(d) -> json.writeNull();
      case Double d -> json.writeNumber(d);
      case Number n -> json.writeNumber(n.longValue());
      case Boolean b -> json.writeBoolean(b);
      default -> json.writeString(value.toString());
    }
  }

  @Override
  public void commit() {
    closeJson();
    file.commit();
  }

  private void closeJson() {
    try {
      if (!json.isClosed()) {
        json.writeRaw('\n');
        json.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot finish " + file.draft(), failed);
    }
  }

  @Override
  public void close() {
    closeJson();
    file.close();
  }
}
