package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.ModelFormatException;

/**
 * The inputs of a LightGBM model: features whose nodes ask for categories become categorical, with
 * the names pandas had or else their codes.
 */
record LightgbmColumns(List<Input> inputs, List<DraftColumn> columns, List<String> notes) {
  /** Codes are listed one by one as categories. */
  private static final int MAX_CODES = 1 << 20;

  static LightgbmColumns read(
      LightgbmText text, int features, List<DraftTree> trees, Map<Integer, Missing> missing) {
    String[] names = text.header().words("feature_names");
    String[] infos =
        text.header().has("feature_infos") ? text.header().words("feature_infos") : names;
    require(
        names.length == features && infos.length == features,
        "%s names and %s infos for %s features",
        names.length,
        infos.length,
        features);
    Map<Integer, TreeSet<Integer>> codes = codes(infos, trees);
    var notes = new ArrayList<String>();
    Map<Integer, List<String>> words = words(text, codes, notes);
    var inputs = new ArrayList<Input>();
    var columns = new ArrayList<DraftColumn>();
    for (int j = 0; j < features; j++) {
      TreeSet<Integer> known = codes.get(j);
      List<String> named = words.get(j);
      if (known == null || known.isEmpty()) {
        inputs.add(Input.numeric(names[j]));
        columns.add(missing.getOrDefault(j, Missing.NAN).number(j));
      } else if (named == null) {
        inputs.add(Input.categorical(names[j], known.stream().map(String::valueOf).toList()));
        columns.add(DraftColumn.categories(j, List.copyOf(known)));
      } else {
        inputs.add(Input.categorical(names[j], named));
        columns.add(DraftColumn.categories(j, IntStream.range(0, named.size()).boxed().toList()));
      }
    }
    return new LightgbmColumns(inputs, columns, notes);
  }

  /** The codes of each categorical feature: those it was trained with and those its nodes name. */
  private static Map<Integer, TreeSet<Integer>> codes(String[] infos, List<DraftTree> trees) {
    var codes = new TreeMap<Integer, TreeSet<Integer>>();
    for (int j = 0; j < infos.length; j++) {
      if (infos[j].matches("-?\\d{1,9}(:-?\\d{1,9})*")) {
        var set = new TreeSet<Integer>();
        for (String code : infos[j].split(":", -1)) {
          int value = Integer.parseInt(code);
          if (value >= 0) {
            set.add(value);
          }
        }
        codes.put(j, set);
      }
    }
    long total = 0;
    for (DraftTree tree : trees) {
      for (DraftNode node : tree.nodes()) {
        if (node instanceof DraftNode.Split split && split.test() instanceof NodeTest.Among among) {
          TreeSet<Integer> set = codes.computeIfAbsent(split.feature(), j -> new TreeSet<>());
          among.categories().stream().forEach(set::add);
          total = codes.values().stream().mapToLong(TreeSet::size).sum();
          require(total <= MAX_CODES, "more than %s categories", MAX_CODES);
        }
      }
    }
    return codes;
  }

  private static Map<Integer, List<String>> words(
      LightgbmText text, Map<Integer, TreeSet<Integer>> codes, List<String> notes) {
    List<List<String>> lists = pandas(text);
    var words = new HashMap<Integer, List<String>>();
    if (lists.isEmpty()) {
      return words;
    }
    if (lists.size() != codes.size()) {
      notes.add(
          "The file names the categories of "
              + lists.size()
              + " columns and has "
              + codes.size()
              + " categorical features; their codes are used");
      return words;
    }
    int i = 0;
    for (Map.Entry<Integer, TreeSet<Integer>> feature : codes.entrySet()) {
      List<String> list = lists.get(i++);
      require(
          feature.getValue().isEmpty() || feature.getValue().last() < list.size(),
          "feature %s has category %s of %s",
          feature.getKey(),
          feature.getValue(),
          list.size());
      words.put(feature.getKey(), list);
    }
    return words;
  }

  private static List<List<String>> pandas(LightgbmText text) {
    String json = text.pandasCategories();
    if (json == null || json.isBlank()) {
      return List.of();
    }
    return switch (JsonReader.readDoubles(json.getBytes(StandardCharsets.UTF_8))) {
      case Node.Items lists -> lists.values().stream().map(LightgbmColumns::list).toList();
      case Node.Nothing _ -> List.of();
      case Node.Numbers numbers when numbers.values().length == 0 -> List.of();
      default -> throw refused();
    };
  }

  private static List<String> list(Node node) {
    return switch (node) {
      case Node.Numbers numbers ->
          java.util.Arrays.stream(numbers.values()).mapToObj(LightgbmColumns::number).toList();
      case Node.Items items -> items.values().stream().map(LightgbmColumns::word).toList();
      default -> throw refused();
    };
  }

  private static String word(Node node) {
    return switch (node) {
      case Node.Text text -> text.value();
      case Node.Flag flag -> Boolean.toString(flag.value());
      case Node.Scalar scalar -> number(scalar.value());
      default -> throw refused();
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static ModelFormatException refused() {
    return new ModelFormatException(
        "LightGBM model", 0, "pandas_categorical is no list of lists of names");
  }
}
