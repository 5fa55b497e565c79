package org.plumbline.scoring.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The rules of PMML 4.4 for the elements that we write, read from its specification alone. */
final class PmmlEvaluator {
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\\")*)\"");

  private final Element root;

  PmmlEvaluator(byte[] file) {
    try {
      root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(file))
              .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Element root() {
    return root;
  }

  Element model() {
    return children(root).getLast();
  }

  /** The answers by name of the output field. */
  Map<String, Double> answers(Model model, double[] row) {
    var fields = new HashMap<String, Object>();
    for (int j = 0; j < row.length; j++) {
      Input input = model.inputs().get(j);
      if (!Double.isNaN(row[j])) {
        fields.put(
            input.name(),
            input.kind() == Input.Kind.NUMERIC
                ? (Object) row[j]
                : row[j] < 0 ? "never seen" : input.categories().get((int) row[j]));
      }
    }
    Map<String, Double> results = evaluate(model(), fields);
    var answers = new HashMap<String, Double>();
    for (Element output : named(only(model(), "Output"), "OutputField")) {
      String key = output.getAttribute("feature").equals("probability") ? "value" : "feature";
      answers.put(output.getAttribute("name"), results.get(output.getAttribute(key)));
    }
    return answers;
  }

  private static Map<String, Double> evaluate(Element model, Map<String, Object> fields) {
    return switch (model.getTagName()) {
      case "MiningModel" -> mining(model, fields);
      case "RegressionModel" -> regression(model, fields);
      case "TreeModel" -> Map.of("predictedValue", leaf(only(model, "Node"), fields));
      default -> throw new IllegalArgumentException(model.getTagName());
    };
  }

  private static Map<String, Double> mining(Element model, Map<String, Object> fields) {
    Element segmentation = only(model, "Segmentation");
    String method = segmentation.getAttribute("multipleModelMethod");
    boolean inFloat = model.getAttribute("x-mathContext").equals("float");
    var known = new HashMap<>(fields);
    Map<String, Double> last = Map.of();
    double sum = 0;
    int count = 0;
    for (Element segment : named(segmentation, "Segment")) {
      Element part = children(segment).getLast();
      last = evaluate(part, known);
      if (method.equals("modelChain")) {
        for (Element output : children(part)) {
          if (output.getTagName().equals("Output") && last.containsKey("predictedValue")) {
            known.put(
                named(output, "OutputField").getFirst().getAttribute("name"),
                last.get("predictedValue"));
          }
        }
      } else {
        sum += Objects.requireNonNull(last.get("predictedValue"));
        sum = inFloat ? (float) sum : sum;
        count++;
      }
    }
    return switch (method) {
      case "modelChain" -> last;
      case "sum" -> Map.of("predictedValue", sum);
      case "average" -> Map.of("predictedValue", sum / count);
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static double leaf(Element node, Map<String, Object> fields) {
    List<Element> nodes = named(node, "Node");
    if (nodes.isEmpty()) {
      return Double.parseDouble(node.getAttribute("score"));
    }
    for (Element child : nodes) {
      Boolean holds = holds(children(child).getFirst(), fields);
      if (holds == null) {
        String other = node.getAttribute("defaultChild");
        return leaf(
            nodes.stream()
                .filter(n -> n.getAttribute("id").equals(other))
                .findFirst()
                .orElseThrow(),
            fields);
      }
      if (holds) {
        return leaf(child, fields);
      }
    }
    throw new IllegalArgumentException("no child holds");
  }

  private static @Nullable Boolean holds(Element predicate, Map<String, Object> fields) {
    if (predicate.getTagName().equals("True")) {
      return true;
    }
    Object value = fields.get(predicate.getAttribute("field"));
    if (value == null) {
      return null;
    }
    if (predicate.getTagName().equals("SimplePredicate")) {
      double x = (double) value;
      double limit = Double.parseDouble(predicate.getAttribute("value"));
      return switch (predicate.getAttribute("operator")) {
        case "lessThan" -> x < limit;
        case "lessOrEqual" -> x <= limit;
        case "greaterThan" -> x > limit;
        case "greaterOrEqual" -> x >= limit;
        default -> throw new IllegalArgumentException(predicate.getAttribute("operator"));
      };
    }
    Element array = only(predicate, "Array");
    List<String> members =
        QUOTED
            .matcher(array.getTextContent())
            .results()
            .map(m -> m.group(1).replace("\\\"", "\""))
            .toList();
    if (members.size() != Integer.parseInt(array.getAttribute("n"))) {
      throw new IllegalArgumentException(array.getTextContent());
    }
    return members.contains(value) == predicate.getAttribute("booleanOperator").equals("isIn");
  }

  private static Map<String, Double> regression(Element model, Map<String, Object> fields) {
    var known = new HashMap<>(fields);
    for (Element derived : named(only(model, "LocalTransformations"), "DerivedField")) {
      known.put(derived.getAttribute("name"), value(children(derived).getFirst(), known));
    }
    List<Element> tables = named(model, "RegressionTable");
    double[] y = new double[tables.size()];
    for (int k = 0; k < y.length; k++) {
      y[k] = Double.parseDouble(tables.get(k).getAttribute("intercept"));
      for (Element term : named(tables.get(k), "NumericPredictor")) {
        y[k] +=
            Double.parseDouble(term.getAttribute("coefficient"))
                * (double) Objects.requireNonNull(known.get(term.getAttribute("name")));
      }
    }
    String normal = model.getAttribute("normalizationMethod");
    if (model.getAttribute("functionName").equals("regression")) {
      return Map.of("predictedValue", normal.equals("exp") ? Math.exp(y[0]) : y[0]);
    }
    double[] p = y.clone();
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      switch (normal) {
        case "logit" -> p[k] = 1 / (1 + Math.exp(-y[k]));
        case "softmax" -> p[k] = Math.exp(y[k]);
        default -> {}
      }
      sum += p[k];
    }
    var answers = new HashMap<String, Double>();
    for (int k = 0; k < p.length; k++) {
      boolean last = k == p.length - 1;
      double share =
          switch (normal) {
            case "softmax", "simplemax" -> p[k] / sum;
            default -> last ? 1 - (sum - p[k]) : p[k];
          };
      answers.put(tables.get(k).getAttribute("targetCategory"), share);
    }
    return answers;
  }

  private static Object present(Element expression, Map<String, Object> fields) {
    return Objects.requireNonNull(value(expression, fields), expression::getTagName);
  }

  private static @Nullable Object value(Element expression, Map<String, Object> fields) {
    return switch (expression.getTagName()) {
      case "Constant" -> Double.parseDouble(expression.getTextContent());
      case "FieldRef" -> {
        Object value = fields.get(expression.getAttribute("field"));
        yield value == null && expression.hasAttribute("mapMissingTo")
            ? Double.valueOf(expression.getAttribute("mapMissingTo"))
            : value;
      }
      case "NormContinuous" -> normContinuous(expression, fields);
      case "MapValues" -> mapped(expression, fields);
      default -> applied(expression, fields);
    };
  }

  private static double normContinuous(Element norm, Map<String, Object> fields) {
    Object value = fields.get(norm.getAttribute("field"));
    if (value == null) {
      return Double.parseDouble(norm.getAttribute("mapMissingTo"));
    }
    double x = (double) value;
    List<Element> points = named(norm, "LinearNorm");
    for (int i = 0; i < points.size(); i++) {
      double at = Double.parseDouble(points.get(i).getAttribute("orig"));
      double to = Double.parseDouble(points.get(i).getAttribute("norm"));
      if (x <= at || i == points.size() - 1) {
        if (i == 0 || x >= at) {
          return to;
        }
        double before = Double.parseDouble(points.get(i - 1).getAttribute("orig"));
        double from = Double.parseDouble(points.get(i - 1).getAttribute("norm"));
        return from + (x - before) / (at - before) * (to - from);
      }
    }
    throw new IllegalArgumentException("no points");
  }

  private static double mapped(Element map, Map<String, Object> fields) {
    Element pair = only(map, "FieldColumnPair");
    Object value = fields.get(pair.getAttribute("field"));
    if (value == null) {
      return Double.parseDouble(map.getAttribute("mapMissingTo"));
    }
    for (Element row : named(only(map, "InlineTable"), "row")) {
      if (only(row, pair.getAttribute("column")).getTextContent().equals(value)) {
        return Double.parseDouble(only(row, map.getAttribute("outputColumn")).getTextContent());
      }
    }
    return Double.parseDouble(map.getAttribute("defaultValue"));
  }

  private static Object applied(Element apply, Map<String, Object> fields) {
    List<Element> parts = children(apply);
    String function = apply.getAttribute("function");
    if (function.equals("if")) {
      boolean holds = (boolean) present(parts.getFirst(), fields);
      return present(parts.get(holds ? 1 : 2), fields);
    }
    if (function.equals("isMissing")) {
      return value(parts.getFirst(), fields) == null;
    }
    double[] x = parts.stream().mapToDouble(part -> (double) present(part, fields)).toArray();
    return switch (function) {
      case "min" -> Math.min(x[0], x[1]);
      case "max" -> Math.max(x[0], x[1]);
      case "sum" -> java.util.Arrays.stream(x).sum();
      case "-" -> x[0] - x[1];
      case "*" -> x[0] * x[1];
      case "/" -> x[0] / x[1];
      case "ln1p" -> Math.log1p(x[0]);
      case "exp" -> Math.exp(x[0]);
      case "abs" -> Math.abs(x[0]);
      case "lessThan" -> x[0] < x[1];
      case "greaterThan" -> x[0] > x[1];
      default -> throw new IllegalArgumentException(function);
    };
  }

  static List<Element> children(Element parent) {
    var children = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  static List<Element> named(Element parent, String name) {
    return children(parent).stream().filter(child -> child.getTagName().equals(name)).toList();
  }

  static Element only(Element parent, String name) {
    List<Element> found = named(parent, name);
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " of " + name);
    }
    return found.getFirst();
  }
}
