package org.plumbline.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** A value inside a JSON file of reference vectors, read by name; what is absent throws. */
public final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String path;
  private final JsonNode node;

  private Golden(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** The JSON file of that path under {@code golden/}. */
  public static Golden load(String file) {
    try {
      return new Golden(file, JSON.readTree(stored(file)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The CSV file of that path under {@code golden/}. */
  public static Table csv(String file) {
    return Table.parse(bytes(file));
  }

  /** The bytes of a file under {@code golden/}. */
  public static byte[] bytes(String file) {
    ReadRecord.add(file);
    return stored(file);
  }

  private static byte[] stored(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("No golden file " + file);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** True when the member exists and is not null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The member at the end of a path of names. */
  public Golden at(String... names) {
    Golden here = this;
    for (String name : names) {
      JsonNode member = here.node.get(name);
      if (member == null) {
        throw new IllegalArgumentException("No " + name + " in " + here);
      }
      here = new Golden(here.path + "/" + name, member);
    }
    return here;
  }

  /** The members in the order of the file. */
  public Map<String, Golden> members() {
    require(node.isObject(), "members");
    var members = new LinkedHashMap<String, Golden>();
    node.properties()
        .forEach(
            member ->
                members.put(
                    member.getKey(), new Golden(path + "/" + member.getKey(), member.getValue())));
    return members;
  }

  /** The items of a list. */
  public List<Golden> items() {
    require(node.isArray(), "items");
    String each = path + "[]";
    ReadRecord.add(each);
    return StreamSupport.stream(node.spliterator(), false)
        .map(item -> new Golden(each, item))
        .toList();
  }

  /** A text; numbers and truths as they are written. */
  public String text() {
    require(node.isValueNode(), "text");
    ReadRecord.add(path);
    return node.asText();
  }

  public boolean bool() {
    require(node.isBoolean(), "truth");
    ReadRecord.add(path);
    return node.booleanValue();
  }

  /** A number: null is NaN, "Infinity" and "NaN" are what they say, truths are 0 and 1. */
  public double number() {
    ReadRecord.add(path);
    if (node.isNull()) {
      return Double.NaN;
    }
    if (node.isBoolean()) {
      return node.booleanValue() ? 1 : 0;
    }
    require(node.isNumber() || node.isTextual(), "number");
    return Double.parseDouble(node.asText());
  }

  public double number(String... names) {
    return at(names).number();
  }

  /** The numbers of a list at the end of a path. */
  public double[] numbers(String... names) {
    return at(names).items().stream().mapToDouble(Golden::number).toArray();
  }

  /** The texts of a list at the end of a path. */
  public List<String> texts(String... names) {
    return at(names).items().stream().map(Golden::text).toList();
  }

  /** The rows of a list of lists of numbers at the end of a path. */
  public double[][] matrix(String... names) {
    return at(names).items().stream().map(Golden::numbers).toArray(double[][]::new);
  }

  /**
   * The paths of all values that are not null, as {@code target/golden-read.txt} names those that a
   * test read; items of one list share a path that ends in {@code []}.
   */
  public Set<String> values() {
    var paths = new TreeSet<String>();
    collect(paths);
    return paths;
  }

  private void collect(Set<String> paths) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member -> new Golden(path + "/" + member.getKey(), member.getValue()).collect(paths));
    } else if (node.isArray()) {
      node.forEach(item -> new Golden(path + "[]", item).collect(paths));
    } else if (!node.isNull()) {
      paths.add(path);
    }
  }

  private void require(boolean holds, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException("Not " + wanted + ": " + this);
    }
  }

  @Override
  public String toString() {
    return path + " (" + node.getNodeType() + ")";
  }
}
