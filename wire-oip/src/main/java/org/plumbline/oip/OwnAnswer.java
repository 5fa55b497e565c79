package org.plumbline.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An answer of our own API, taken apart into columns in one pass over its bytes.
 *
 * <p>It is read rather than made beside, since there alone every row has been through routing and
 * safeguards; the pass costs about a microsecond a row.
 */
final class OwnAnswer {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private static final String NONE = "null";

  private final byte[] json;
  private final double[] scores;
  private final long[] versions;
  private final List<String> labels;
  private final List<String> ids;
  private final SortedMap<Long, String> stages = new TreeMap<>();
  private final List<String> reasons;
  private final List<String> safeguards;
  private final List<String> thresholds;
  private final List<String> groups;
  private List<String> classes;
  private double[] probabilities;
  private String model = "";
  private String version = "";
  private int row;

  private OwnAnswer(byte[] json, int rows, List<String> classes) {
    this.json = json;
    this.classes = classes;
    this.scores = new double[rows];
    this.probabilities = unknown(rows, classes);
    this.versions = new long[rows];
    this.labels = new ArrayList<>(rows);
    this.ids = new ArrayList<>(rows);
    this.reasons = new ArrayList<>(rows);
    this.safeguards = new ArrayList<>(rows);
    this.thresholds = new ArrayList<>(0);
    this.groups = new ArrayList<>(0);
  }

  /** A row of somebody who knows fewer classes says nothing of the others. */
  private static double[] unknown(int rows, List<String> classes) {
    double[] all = new double[rows * classes.size()];
    Arrays.fill(all, Double.NaN);
    return all;
  }

  /**
   * Takes an answer apart.
   *
   * @param rows how many it has
   * @param classes of the model that was asked; when there are none, those of the first row hold
   */
  static OwnAnswer read(byte[] json, int rows, List<String> classes) {
    var answer = new OwnAnswer(json, rows, classes);
    try (JsonParser parser = JSON.createParser(json)) {
      answer.read(parser);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return answer;
  }

  private void read(JsonParser parser) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("model")) {
        model = parser.getText();
      } else if (field.equals("version") && value == JsonToken.VALUE_NUMBER_INT) {
        version = parser.getText();
      } else if (field.equals("predictions")) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          readRow(parser);
          row++;
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readRow(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "id" -> ids.add(parser.getText());
        case "score" -> scores[row] = parser.getDoubleValue();
        case "label" -> labels.add(parser.getText());
        case "version" -> versions[row] = parser.getLongValue();
        case "stage" -> stages.put(versions[row], stage(parser));
        case "probabilities" -> readProbabilities(parser);
        case "reasons" -> reasons.add(slice(parser));
        case "safeguard" -> safeguards.add(slice(parser));
        case "threshold" -> put(thresholds, parser.getText());
        case "group" -> put(groups, quoted(parser));
        default -> parser.skipChildren();
      }
    }
  }

  /** Of few rows only: those of a version that decides by groups. */
  private void put(List<String> list, String value) {
    while (list.size() < row) {
      list.add(NONE);
    }
    list.add(value);
  }

  private void readProbabilities(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    if (classes.isEmpty()) {
      readFirstProbabilities(parser);
      return;
    }
    int expected = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      int at =
          expected < classes.size() && classes.get(expected).equals(name)
              ? expected
              : classes.indexOf(name);
      if (at >= 0) {
        probabilities[row * classes.size() + at] = parser.getDoubleValue();
      }
      expected = at + 1;
    }
  }

  private void readFirstProbabilities(JsonParser parser) throws IOException {
    var names = new ArrayList<String>();
    var values = new ArrayList<Double>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      values.add(parser.getDoubleValue());
    }
    classes = List.copyOf(names);
    probabilities = unknown(scores.length, classes);
    for (int k = 0; k < classes.size(); k++) {
      probabilities[row * classes.size() + k] = values.get(k);
    }
  }

  /** As JSON; a version has one stage, and the row says its version first. */
  private static String stage(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? NONE : '"' + parser.getText() + '"';
  }

  private static String quoted(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        ? NONE
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(parser.getText())) + '"';
  }

  /** The value as it stands. */
  private String slice(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return NONE;
    }
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    return new String(json, start, end - start, StandardCharsets.UTF_8);
  }

  String model() {
    return model;
  }

  /** The version of all rows, empty when several answered. */
  String version() {
    return version;
  }

  double[] scores() {
    return scores;
  }

  /** None for regression. */
  List<String> classes() {
    return classes;
  }

  double[] probabilities() {
    return probabilities;
  }

  long[] versions() {
    return versions;
  }

  List<String> labels() {
    return labels;
  }

  List<String> ids() {
    return ids;
  }

  /** A JSON object of the stage of each version that answered, null for one without. */
  String stages() {
    var json = new StringBuilder("{");
    stages.forEach(
        (version, stage) ->
            json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append((long) version)
                .append("\":")
                .append(stage));
    return json.append('}').toString();
  }

  /** A JSON list of each row's list. */
  String reasons() {
    return reasons.toString();
  }

  /** A JSON list of the threshold of each row, empty where one holds for all. */
  String thresholds() {
    return told(thresholds);
  }

  /** A JSON list of the group whose threshold it is, empty where no answer says one. */
  String groups() {
    return told(groups);
  }

  private String told(List<String> list) {
    if (list.isEmpty()) {
      return "";
    }
    List<String> all = new ArrayList<>(list);
    while (all.size() < row) {
      all.add(NONE);
    }
    return all.toString();
  }

  /** A JSON list of what was applied to each row, empty when nothing was to any. */
  String safeguards() {
    return safeguards.stream().allMatch(NONE::equals) ? "" : safeguards.toString();
  }
}
