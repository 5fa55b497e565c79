package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;

/** The fields of the data dictionary that a model reads, as our inputs. */
final class PmmlInputs {
  /** What an unlisted category is: a text that no file can hold. */
  static final String UNKNOWN = "\0";

  private static final Set<String> NUMBERS =
      Set.of("double", "float", "integer", "timeSeconds", "dateDaysSince[1970]");

  private final Map<String, PmmlElement> fields = new LinkedHashMap<>();
  private final Map<String, Set<String>> categories = new HashMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();

  PmmlInputs(PmmlElement root, PmmlElement model) {
    for (PmmlElement field : root.only("DataDictionary").all("DataField")) {
      if (fields.put(field.attribute("name"), field) != null) {
        throw field.refused("the field '" + field.attribute("name") + "' is listed twice");
      }
      var listed = new LinkedHashSet<String>();
      for (PmmlElement value : field.all("Value")) {
        if (value.attribute("property", "valid").equals("valid")) {
          listed.add(value.attribute("value"));
        }
      }
      categories.put(field.attribute("name"), listed);
    }
    Set<String> unlisted = new TreeSet<>();
    categories.forEach(
        (name, listed) -> {
          if (listed.isEmpty()) {
            unlisted.add(name);
          }
        });
    gather(root, unlisted);
    for (PmmlElement field : model.only("MiningSchema").all("MiningField")) {
      String usage = field.attribute("usageType", "active");
      if (usage.equals("active")) {
        add(field);
      }
    }
  }

  /** Categories that the dictionary does not list, from what the model asks. */
  private void gather(PmmlElement element, Set<String> unlisted) {
    String field = element.find(element.is("CategoricalPredictor") ? "name" : "field");
    if (field != null && unlisted.contains(field)) {
      Set<String> known = categories.getOrDefault(field, new LinkedHashSet<>());
      switch (element.name()) {
        case "SimplePredicate", "CategoricalPredictor", "NormDiscrete" -> {
          String value = element.find("value");
          if (value != null) {
            known.add(value);
          }
        }
        case "SimpleSetPredicate" -> known.addAll(element.only("Array").members());
        default -> {}
      }
    }
    if (element.is("MapValues")) {
      for (PmmlElement pair : element.all("FieldColumnPair")) {
        Set<String> known = categories.get(pair.attribute("field"));
        if (known != null && unlisted.contains(pair.attribute("field"))) {
          element
              .all("InlineTable")
              .forEach(
                  table ->
                      table
                          .all("row")
                          .forEach(
                              row ->
                                  row.first(pair.attribute("column"))
                                      .ifPresent(c -> known.add(c.text()))));
        }
      }
    }
    element.children().forEach(child -> gather(child, unlisted));
  }

  private void add(PmmlElement mining) {
    String name = mining.attribute("name");
    PmmlElement field = fields.get(name);
    if (field == null) {
      throw mining.refused("the data dictionary has no field '" + name + "'");
    }
    String optype = field.attribute("optype", "continuous");
    String type = field.attribute("dataType", "double");
    boolean number = optype.equals("continuous");
    if (number && !NUMBERS.contains(type)) {
      throw field.refused(
          "the continuous field '"
              + name
              + "' is a "
              + type
              + ", must be double, float or integer");
    }
    Set<String> listed = categories.get(name);
    if (!number && type.equals("boolean") && listed != null && listed.isEmpty()) {
      listed.addAll(List.of("false", "true"));
    }
    places.put(name, inputs.size());
    List<String> known = List.copyOf(categories.getOrDefault(name, Set.of()));
    if (!number && known.isEmpty()) {
      throw field.refused("the categories of '" + name + "' are listed nowhere; list them");
    }
    inputs.add(number ? Input.numeric(name) : Input.categorical(name, known));
  }

  List<Input> list() {
    return inputs;
  }

  Set<String> notes() {
    return notes;
  }

  void note(String note) {
    notes.add(note);
  }

  @Nullable PmmlElement field(String name) {
    return fields.get(name);
  }

  @Nullable Integer place(String name) {
    return places.get(name);
  }

  /** The slot of a value written in the file; NaN where it is empty. */
  double slot(int input, @Nullable String text, PmmlElement where) {
    if (text == null || text.isEmpty()) {
      return Double.NaN;
    }
    Input found = inputs.get(input);
    return found.kind() == Input.Kind.NUMERIC
        ? where.number(found.name(), text)
        : category(found, text);
  }

  private int category(Input input, String text) {
    int place = input.categories().indexOf(text);
    if (place >= 0 || !isNumber(input.name())) {
      return place;
    }
    double value = Double.parseDouble(text);
    for (int c = 0; c < input.categories().size(); c++) {
      if (Double.parseDouble(input.categories().get(c)) == value) {
        return c;
      }
    }
    return -1;
  }

  private boolean isNumber(String name) {
    PmmlElement field = fields.get(name);
    return field != null && NUMBERS.contains(field.attribute("dataType", "double"));
  }

  /** The field as the dictionary has it. */
  PmmlValue raw(String name, PmmlElement user) {
    Integer place = places.get(name);
    PmmlElement field = fields.get(name);
    if (place == null || field == null) {
      throw user.refused("there is no field '" + name + "' that the model reads");
    }
    Input input = inputs.get(place);
    Set<String> missing = new LinkedHashSet<>();
    for (PmmlElement value : field.all("Value")) {
      if (value.attribute("property", "valid").equals("missing")) {
        missing.add(value.attribute("value"));
      }
    }
    return input.kind() == Input.Kind.NUMERIC
        ? number(place, field, missing)
        : category(place, input, missing);
  }

  private static PmmlValue number(int place, PmmlElement field, Set<String> missing) {
    double[] holes = missing.stream().mapToDouble(t -> field.number("value", t)).sorted().toArray();
    double[] breaks = new double[0];
    for (double hole : holes) {
      breaks = PmmlValue.union(breaks, new double[] {hole, Math.nextUp(hole)});
    }
    boolean inFloat = field.attribute("dataType", "double").equals("float");
    return new PmmlValue(
        place,
        slot -> {
          for (double hole : holes) {
            if (slot == hole) {
              return null;
            }
          }
          return Double.isNaN(slot)
              ? null
              : inFloat
                  ? Double.valueOf((float) Math.clamp(slot, -Float.MAX_VALUE, Float.MAX_VALUE))
                  : Double.valueOf(slot);
        },
        breaks);
  }

  private PmmlValue category(int place, Input input, Set<String> missing) {
    boolean numbers = isNumber(input.name());
    Object[] values = new Object[input.categories().size()];
    for (int c = 0; c < values.length; c++) {
      String text = input.categories().get(c);
      values[c] = numbers ? (Object) Double.valueOf(text) : text;
    }
    return new PmmlValue(
        place,
        slot ->
            Double.isNaN(slot)
                ? null
                : slot < 0
                    ? UNKNOWN
                    : missing.contains(input.categories().get((int) slot))
                        ? null
                        : values[(int) slot],
        new double[0]);
  }
}
