package org.plumbline.scoring.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;

/** The fields that a model within a file can name: its own derived ones, and those around it. */
final class PmmlScope {
  private final @Nullable PmmlScope parent;
  private final PmmlInputs inputs;
  private final Map<String, PmmlElement> derived = new HashMap<>();
  private final Map<String, PmmlElement> mining = new HashMap<>();
  private final Map<String, PmmlSum> outputs = new HashMap<>();
  private final Map<String, PmmlValue> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  PmmlScope(PmmlInputs inputs, @Nullable PmmlScope parent, PmmlElement model) {
    this.inputs = inputs;
    this.parent = parent;
    for (PmmlElement field : model.only("MiningSchema").all("MiningField")) {
      mining.put(field.attribute("name"), field);
    }
    model.first("LocalTransformations").ifPresent(this::define);
  }

  void define(PmmlElement transformations) {
    for (PmmlElement field : transformations.children()) {
      if (!field.is("DerivedField")) {
        throw field.refused("only DerivedField is taken here; write its function out");
      }
      derived.put(field.attribute("name"), field);
    }
  }

  PmmlInputs inputs() {
    return inputs;
  }

  /** The answer of a model before becomes a field. */
  void output(String name, PmmlSum sum) {
    outputs.put(name, sum);
  }

  @Nullable PmmlSum output(String name) {
    PmmlSum own = outputs.get(name);
    return own != null || parent == null ? own : parent.output(name);
  }

  /** A derived field of this scope or of one around it, and where it stands. */
  @Nullable Derivation derivation(String name) {
    PmmlElement own = derived.get(name);
    if (own != null) {
      return new Derivation(this, own);
    }
    return parent == null ? null : parent.derivation(name);
  }

  /** A derived field and the scope whose fields it names. */
  record Derivation(PmmlScope scope, PmmlElement field) {
    PmmlElement expression() {
      if (field.children().isEmpty()) {
        throw field.refused("it has no expression");
      }
      return field.children().getLast();
    }
  }

  /** What a field is made of one input. */
  PmmlValue value(String name, PmmlElement user) {
    PmmlValue found = known.get(name);
    if (found != null) {
      return found;
    }
    if (open.size() > 64 || !open.add(name)) {
      throw user.refused("the field '" + name + "' is made of itself, or of a chain over 64 long");
    }
    PmmlElement own = derived.get(name);
    if (own != null) {
      found = PmmlExpression.value(new Derivation(this, own).expression(), own, this);
    } else {
      found = parent == null ? inputs.raw(name, user) : parent.value(name, user);
      PmmlElement field = mining.get(name);
      if (field != null) {
        found = treated(found, name, field);
      }
    }
    open.remove(name);
    known.put(name, found);
    return found;
  }

  private PmmlValue treated(PmmlValue value, String name, PmmlElement field) {
    PmmlValue valid = validated(value, name, field);
    PmmlValue inside =
        switch (field.attribute("outliers", "asIs")) {
          case "asIs" -> valid;
          case "asExtremeValues" -> {
            double low = field.number("lowValue");
            double high = field.number("highValue");
            yield new PmmlValue(
                valid.input(),
                slot -> {
                  double x = valid.number(slot);
                  return Double.isNaN(x) ? null : Double.valueOf(Math.min(Math.max(x, low), high));
                },
                valid.breaks());
          }
          case "asMissingValues" ->
              within(valid, field.number("lowValue"), field.number("highValue"), null);
          default -> throw field.refused("outliers=" + field.attribute("outliers") + " is unknown");
        };
    if (!field.has("missingValueReplacement")) {
      if (field.attribute("missingValueTreatment", "asIs").equals("returnInvalid")) {
        inputs.note("The file gives no answer where '" + name + "' is missing; ours does");
      }
      return inside;
    }
    Object replacement = literal(field, field.attribute("missingValueReplacement"), inside);
    return new PmmlValue(
        inside.input(),
        slot -> {
          Object x = inside.at(slot);
          return x == null ? replacement : x;
        },
        inside.breaks());
  }

  /** Invalid values, which only the first schema that reads a field knows. */
  private PmmlValue validated(PmmlValue value, String name, PmmlElement field) {
    PmmlElement data = inputs.field(name);
    if (parent != null || data == null || value.input() < 0) {
      return value;
    }
    boolean listed =
        data.all("Value").stream().anyMatch(v -> v.attribute("property", "valid").equals("valid"));
    boolean category = inputs.list().get(value.input()).kind() == Input.Kind.CATEGORICAL;
    boolean bounded = !data.all("Interval").isEmpty();
    if (!listed && !bounded) {
      return value;
    }
    String treatment = field.attribute("invalidValueTreatment", "returnInvalid");
    switch (treatment) {
      case "asIs" -> {
        return value;
      }
      case "returnInvalid" -> {
        inputs.note(
            "The file gives no answer where '"
                + name
                + "' has a value that it does not list; ours takes it as one that equals none");
        return value;
      }
      case "asMissing", "asValue" -> {}
      default -> throw field.refused("invalidValueTreatment=" + treatment + " is unknown");
    }
    Object instead =
        treatment.equals("asMissing")
            ? null
            : literal(field, field.attribute("invalidValueReplacement"), value);
    if (category) {
      return new PmmlValue(
          value.input(), slot -> slot < 0 ? instead : value.at(slot), value.breaks());
    }
    if (listed || data.all("Interval").size() != 1) {
      throw data.refused(
          "'" + name + "' treats invalid numbers, but not by one interval; use asIs");
    }
    PmmlElement interval = data.only("Interval");
    return within(value, PmmlExpression.least(interval), PmmlExpression.most(interval), instead);
  }

  private static PmmlValue within(
      PmmlValue value, double low, double high, @Nullable Object instead) {
    return new PmmlValue(
        value.input(),
        slot -> {
          double x = value.number(slot);
          return Double.isNaN(x) ? null : x < low || x > high ? instead : Double.valueOf(x);
        },
        value.cuts(low, high));
  }

  /** A text of the file as a value of the same kind as a field. */
  private static Object literal(PmmlElement element, String text, PmmlValue like) {
    Object shown = like.at(0);
    return shown instanceof String
        ? text
        : (Object) Double.valueOf(element.number("the replacement", text));
  }
}
