package org.plumbline.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ArrowCells.Unreadable;
import org.plumbline.kernel.PlumblineException;

/**
 * An Arrow IPC stream, each value as the text that reads back to the same value.
 *
 * <p>Only the metadata goes through Arrow's own code, its generated accessors: {@code arrow-vector}
 * keeps what it reads outside of the heap, wants {@code java.nio} opened for it, and leaves memory
 * behind when a stream is broken. Here the file is mapped, so whatever its size, memory holds what
 * is being looked at.
 */
final class ArrowSource implements RowSource {
  /** They are kept in memory, and a bit of the file may promise one. */
  private static final int MOST_CATEGORIES = 1_000_000;

  private static final int MOST_COLUMNS = 100_000;

  private final Path file;
  private final ArrowMessages messages;
  private final List<Field> fields;
  private final List<String> header;
  private final Map<Long, List<@Nullable String>> dictionaries = new HashMap<>();
  private List<IntFunction<@Nullable String>> columns = List.of();
  private int rows;
  private int row;
  private int batches;
  private long read;

  ArrowSource(Path file) throws IOException {
    this.file = file;
    this.messages = new ArrowMessages(file);
    boolean opened = false;
    try {
      this.fields = checked(this::schema);
      this.header = fields.stream().map(Field::name).toList();
      opened = true;
    } finally {
      if (!opened) {
        messages.close();
      }
    }
  }

  private List<Field> schema() {
    ArrowMessages.Part first = messages.next();
    var schema = new Schema();
    if (first == null
        || first.message().headerType() != MessageHeader.Schema
        || first.message().header(schema) == null) {
      throw new Unreadable("it does not begin with a schema");
    }
    if (schema.endianness() != Endianness.Little) {
      throw new Unreadable("it is big-endian");
    }
    if (schema.fieldsLength() > MOST_COLUMNS) {
      throw new Unreadable("it has " + schema.fieldsLength() + " columns");
    }
    List<Field> all = new ArrayList<>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      all.add(schema.fields(i));
    }
    if (all.isEmpty() || all.stream().anyMatch(field -> field.name() == null)) {
      throw new Unreadable("it needs columns, each with a name");
    }
    return all;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public List<RawRow> next(int limit) {
    return checked(
        () -> {
          List<RawRow> found = new ArrayList<>(Math.min(limit, 4_096));
          while (found.size() < limit && (row < rows || nextBatch())) {
            int at = row++;
            found.add(RawRow.whole(++read, columns.stream().map(it -> text(it, at)).toList()));
          }
          return found;
        });
  }

  private static String text(IntFunction<@Nullable String> column, int row) {
    String text = column.apply(row);
    return text == null ? "" : text;
  }

  /** Goes on to the next batch that has rows, false at the end. */
  private boolean nextBatch() {
    for (ArrowMessages.Part part = messages.next(); part != null; part = messages.next()) {
      switch (part.message().headerType()) {
        case MessageHeader.DictionaryBatch -> learn(part);
        case MessageHeader.RecordBatch -> {
          batches++;
          var batch =
              new ArrowBatch((RecordBatch) part.message().header(new RecordBatch()), part.body());
          columns =
              fields.stream().map(field -> ArrowCells.of(field, batch, dictionaries)).toList();
          rows = batch.rows();
          row = 0;
          if (rows > 0) {
            return true;
          }
        }
        default -> throw new Unreadable("it holds more than tables");
      }
    }
    return false;
  }

  private void learn(ArrowMessages.Part part) {
    var dictionary = (DictionaryBatch) part.message().header(new DictionaryBatch());
    if (dictionary == null) {
      throw new Unreadable("a dictionary is empty");
    }
    Field field =
        fields.stream()
            .filter(it -> it.dictionary() != null && it.dictionary().id() == dictionary.id())
            .findFirst()
            .orElseThrow(() -> new Unreadable("it has a dictionary of no column"));
    var batch = new ArrowBatch(dictionary.data(), part.body());
    IntFunction<@Nullable String> values = ArrowCells.values(field, batch);
    List<@Nullable String> known =
        dictionaries.computeIfAbsent(dictionary.id(), _ -> new ArrayList<>());
    if (!dictionary.isDelta()) {
      known.clear();
    }
    if (known.size() + (long) batch.rows() > MOST_CATEGORIES) {
      throw new Unreadable(
          "the dictionary of '%s' has more than %s entries"
              .formatted(field.name(), MOST_CATEGORIES));
    }
    for (int i = 0; i < batch.rows(); i++) {
      known.add(values.apply(i));
    }
  }

  /** Whatever the bytes say, it ends in rows or in the refusal of the file. */
  private <T> T checked(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (PlumblineException ours) {
      throw ours;
    } catch (Unreadable refused) {
      throw Sources.unusable(file, "its Arrow stream cannot be used: " + refused.getMessage());
    } catch (RuntimeException | InternalError broken) {
      // InternalError: somebody has cut the mapped file off.
      throw Sources.unusable(
          file, "its Arrow stream is damaged or cut off behind batch " + batches, broken);
    }
  }

  @Override
  public double progress() {
    return messages.progress();
  }

  @Override
  public String format() {
    return "Arrow stream";
  }

  @Override
  public void close() {
    messages.close();
  }
}
