package org.plumbline.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.CsvText;
import org.plumbline.data.RawRow;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * The rows of a scoring request, in any of the forms that clients send.
 *
 * @param explain how many reasons each answer is to bear
 */
record Rows(List<Map<String, @Nullable Object>> rows, int explain) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> FORMS =
      List.of("dataframe_split", "dataframe_records", "instances", "inputs");
  private static final Set<String> NO_NUMBER = Set.of("", "nan", "na", "null", "none");

  /**
   * Reads a body.
   *
   * @param contract tells the columns of rows that come without names, and which texts are numbers
   * @throws PlumblineException BAD_REQUEST for what is no JSON of this kind; INVALID_FIELD
   */
  static Rows read(@Nullable String contentType, byte[] body, Contract contract) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "text/csv" -> csv(body, contract);
      case "", "application/json" -> json(body, contract);
      default ->
          throw PlumblineException.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "The content type '"
                  + type
                  + "' is not read here: send application/json or text/csv");
    };
  }

  private static Rows csv(byte[] body, Contract contract) {
    List<RawRow> records = CsvText.records(new String(body, StandardCharsets.UTF_8));
    if (records.isEmpty()) {
      throw bad("The body has no header");
    }
    List<String> header = records.getFirst().fields().stream().map(String::strip).toList();
    if (Set.copyOf(header).size() < header.size()) {
      throw bad("The header names a column twice");
    }
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (RawRow record : records.subList(1, records.size())) {
      if (!record.isWhole() || record.fields().size() != header.size()) {
        throw bad("Line " + record.line() + " does not have the fields of the header");
      }
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), cell(contract, header.get(i), record.fields().get(i)));
      }
      rows.add(row);
    }
    return new Rows(rows, 0);
  }

  private static @Nullable Object cell(Contract contract, String column, String text) {
    boolean number =
        contract.columns().stream()
            .filter(known -> known.name().equals(column))
            .map(ColumnContract::type)
            .anyMatch(type -> type == ColumnType.NUMBER || type == ColumnType.INTEGER);
    if (!number) {
      return text;
    }
    if (NO_NUMBER.contains(text.strip().toLowerCase(Locale.ROOT))) {
      return null;
    }
    try {
      return Double.valueOf(text.strip());
    } catch (NumberFormatException noNumber) {
      return text;
    }
  }

  private static Rows json(byte[] body, Contract contract) {
    JsonNode read;
    try {
      read = JSON.readTree(body);
    } catch (JsonProcessingException noJson) {
      throw bad("The body is not valid JSON: " + noJson.getOriginalMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (read == null || !read.isObject()) {
      throw bad("The body is not a JSON object with one of " + FORMS);
    }
    List<String> forms = FORMS.stream().filter(read::has).toList();
    if (forms.size() != 1) {
      throw bad("The body must have exactly one of " + FORMS + " and has " + forms);
    }
    read.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals(forms.getFirst()) && !name.equals("params")) {
                throw bad("'" + name + "' is not part of a scoring request");
              }
            });
    JsonNode data = read.get(forms.getFirst());
    List<String> features = contract.features().stream().map(ColumnContract::name).toList();
    List<Map<String, @Nullable Object>> rows =
        switch (forms.getFirst()) {
          case "dataframe_split" -> split(data);
          case "dataframe_records" -> list(data, "dataframe_records", List.of());
          case "instances" -> list(data, "instances", features);
          default ->
              data.isObject() && data.properties().stream().anyMatch(e -> e.getValue().isArray())
                  ? columns(data)
                  : data.isObject()
                      ? List.of(row(data, "inputs", List.of()))
                      : list(data, "inputs", features);
        };
    return new Rows(rows, explain(read.get("params")));
  }

  private static List<Map<String, @Nullable Object>> split(JsonNode data) {
    JsonNode columns = data.path("columns");
    JsonNode values = data.path("data");
    if (!columns.isArray() || !values.isArray()) {
      throw bad("'dataframe_split' needs the lists 'columns' and 'data'");
    }
    var names = new ArrayList<String>();
    columns.forEach(column -> names.add(column.asText()));
    if (Set.copyOf(names).size() < names.size()) {
      throw bad("'dataframe_split' names a column twice");
    }
    return list(values, "dataframe_split", names);
  }

  private static List<Map<String, @Nullable Object>> list(
      JsonNode data, String form, List<String> names) {
    if (!data.isArray()) {
      throw bad("'" + form + "' is not a list of rows");
    }
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (JsonNode item : data) {
      rows.add(row(item, form, names));
    }
    return rows;
  }

  /** A row by names, or by the places of the names given. */
  private static Map<String, @Nullable Object> row(JsonNode item, String form, List<String> names) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    boolean named = item.isObject() && !form.equals("dataframe_split");
    if (named) {
      for (Map.Entry<String, JsonNode> value : item.properties()) {
        row.put(value.getKey(), value(value.getKey(), value.getValue()));
      }
      return row;
    }
    if (names.isEmpty() || !(item.isArray() || (names.size() == 1 && item.isValueNode()))) {
      throw bad("A row of '" + form + "' is neither an object nor a list of all columns' values");
    }
    JsonNode values = item.isArray() ? item : JSON.createArrayNode().add(item);
    if (values.size() != names.size()) {
      throw bad(
          "A row of '%s' has %s values for the %s columns %s"
              .formatted(form, values.size(), names.size(), names));
    }
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), value(names.get(i), values.get(i)));
    }
    return row;
  }

  /** A list of values for each column. */
  private static List<Map<String, @Nullable Object>> columns(JsonNode data) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (Map.Entry<String, JsonNode> column : data.properties()) {
      JsonNode values = column.getValue();
      if (!values.isArray() || (!rows.isEmpty() && values.size() != rows.size())) {
        throw bad("'inputs' needs lists of one length; column '" + column.getKey() + "' has none");
      }
      for (int i = 0; i < values.size(); i++) {
        if (rows.size() == i) {
          rows.add(new LinkedHashMap<>());
        }
        rows.get(i).put(column.getKey(), value(column.getKey(), values.get(i)));
      }
    }
    return rows;
  }

  private static @Nullable Object value(String column, JsonNode value) {
    if (value.isContainerNode()) {
      throw Fields.invalid(column, value.toString(), "a text, a number, true, false or null");
    }
    if (value.isNull()) {
      return null;
    }
    if (value.isTextual()) {
      return value.asText();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return value.canConvertToLong() && value.isIntegralNumber()
        ? (Object) value.longValue()
        : (Object) value.doubleValue();
  }

  private static int explain(@Nullable JsonNode params) {
    if (params == null || params.isNull() || (params.isObject() && params.isEmpty())) {
      return 0;
    }
    JsonNode explain = params.path("explain");
    if (params.size() > 1 || !explain.isInt() || explain.intValue() < 0) {
      throw Fields.invalid(
          "params", params.toString(), "{\"explain\": N}, how many reasons each answer bears");
    }
    return explain.intValue();
  }

  private static PlumblineException bad(String why) {
    return PlumblineException.of(ErrorCode.BAD_REQUEST, why);
  }
}
