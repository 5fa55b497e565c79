package org.plumbline.http.prediction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowIntake;
import org.plumbline.data.RowParser;
import org.plumbline.http.json.BodyPlace;
import org.plumbline.http.problem.FieldError;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.ErrorCode;

/**
 * Reads the body of a prediction request as a stream of tokens, its values straight into the slots
 * of a contract.
 *
 * <p>A value that breaks the contract is kept as an error of its row, since the request may ask for
 * another version further down; what breaks JSON is refused at once. Knows at every token which row
 * and field it stands in, so that a broken one is named: JSON's own errors (such as NaN) are
 * refusals of a field here.
 */
final class RequestReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  /** Stands for a value that no column can hold, so that its row names it. */
  private enum Nested {
    OBJECT("an object"),
    ARRAY("an array");

    private final String text;

    Nested(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final JsonParser parser;
  private final RowIntake intake;
  private @Nullable Integer row;
  private @Nullable String field;

  private @Nullable List<ParsedRow> rows;
  private int explain;
  private OptionalInt version = OptionalInt.empty();

  private RequestReader(JsonParser parser, RowIntake intake) {
    this.parser = parser;
    this.intake = intake;
  }

  /**
   * Reads a request by the contract of one version.
   *
   * @throws RefusedRequest naming row and field where there is one
   */
  static PredictionRequest read(byte[] body, RowParser contract) {
    PredictionRequest plain = PlainReader.read(body, contract);
    return plain == null ? readAny(body, contract) : plain;
  }

  /** As above for any body, plain or not. */
  static PredictionRequest readAny(byte[] body, RowParser contract) {
    try (JsonParser parser = JSON.createParser(body)) {
      var reader = new RequestReader(parser, contract.intake());
      try {
        return reader.request();
      } catch (JsonProcessingException broken) {
        throw reader.refuse(broken);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PredictionRequest request() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refuse(ErrorCode.BAD_REQUEST, "The body must be an object with the field 'rows'");
    }
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      field = name;
      if (!seen.add(name)) {
        throw refuse(ErrorCode.INVALID_FIELD, "'%s' stands twice in the request".formatted(name));
      }
      parser.nextToken();
      switch (name) {
        case "rows" -> rows = rows();
        case "explain" -> explain = number(name, 0);
        case "version" -> version = optionalNumber(name);
        default ->
            throw refuse(
                ErrorCode.UNKNOWN_FIELD,
                "'%s' is not part of a prediction request: it has rows, explain and version"
                    .formatted(name));
      }
      field = null;
    }
    if (parser.nextToken() != null) {
      throw refuse(ErrorCode.BAD_REQUEST, "Something follows the end of the body's object");
    }
    if (rows == null || rows.isEmpty()) {
      field = "rows";
      throw refuse(ErrorCode.MISSING_FIELD, "The request holds no rows: send 1 to 1,000");
    }
    return new PredictionRequest(rows, explain, version);
  }

  private List<ParsedRow> rows() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw refuse(ErrorCode.INVALID_FIELD, "'rows' must be a list of objects");
    }
    List<ParsedRow> all = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      row = all.size();
      field = null;
      if (all.size() == PredictionRequest.MOST_ROWS) {
        throw refuse(
            ErrorCode.TOO_MANY_ROWS,
            "A request holds at most 1,000 rows: split it, or score a file with 'plumbline score'");
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw refuse(ErrorCode.INVALID_FIELD, "Row %s must be an object".formatted(row));
      }
      all.add(row());
    }
    row = null;
    field = null;
    return all;
  }

  private ParsedRow row() throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      field = name;
      JsonToken token = parser.nextToken();
      int column = intake.column(name);
      if (column == RowIntake.REFUSED) {
        parser.skipChildren();
      } else {
        take(column, token);
      }
    }
    return intake.finish();
  }

  private void take(int column, @Nullable JsonToken token) throws IOException {
    switch (token) {
      case VALUE_NUMBER_FLOAT -> intake.number(column, parser.getDoubleValue());
      case VALUE_NUMBER_INT -> {
        switch (parser.getNumberType()) {
          case INT, LONG -> intake.whole(column, parser.getLongValue());
          default -> intake.number(column, parser.getDoubleValue());
        }
      }
      case VALUE_STRING -> intake.value(column, parser.getText());
      case VALUE_TRUE -> intake.value(column, true);
      case VALUE_FALSE -> intake.value(column, false);
      case START_OBJECT -> intake.value(column, nested(Nested.OBJECT));
      case START_ARRAY -> intake.value(column, nested(Nested.ARRAY));
      case null, default -> intake.value(column, null);
    }
  }

  private Nested nested(Nested kind) throws IOException {
    parser.skipChildren();
    return kind;
  }

  private OptionalInt optionalNumber(String name) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        ? OptionalInt.empty()
        : OptionalInt.of(number(name, 1));
  }

  private int number(String name, int least) throws IOException {
    boolean fits =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() == JsonParser.NumberType.INT
            && parser.getIntValue() >= least;
    if (!fits) {
      throw refuse(
          ErrorCode.INVALID_FIELD,
          "'%s' must be a whole number of at least %s".formatted(name, least));
    }
    return parser.getIntValue();
  }

  private RefusedRequest refuse(JsonProcessingException broken) {
    BodyPlace place = BodyPlace.of(broken);
    // The parser looks one value ahead, so that its own idea of the field is newer than ours.
    String named = parser.getParsingContext().getCurrentName();
    if (row != null && named != null && place.message().contains("token")) {
      field = named;
      return refuse(ErrorCode.INVALID_FIELD, "%s: %s".formatted(where(), place.message()));
    }
    return refuse(ErrorCode.BAD_REQUEST, "The body is not valid JSON " + place);
  }

  private RefusedRequest refuse(ErrorCode code, String detail) {
    if (row == null && field == null) {
      return new RefusedRequest(Problem.of(code, detail));
    }
    return new RefusedRequest(
        Problem.of(code, detail, List.of(new FieldError(row, field, code, detail))));
  }

  private String where() {
    return row == null ? "'%s'".formatted(field) : "Row %s, '%s'".formatted(row, field);
  }
}
