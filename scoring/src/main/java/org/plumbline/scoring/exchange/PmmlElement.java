package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.ModelFormatException;

/** An element of a PMML file, and where it stands. */
record PmmlElement(
    String name,
    Map<String, String> attributes,
    List<PmmlElement> children,
    String text,
    int line) {
  PmmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  ModelFormatException refused(String why) {
    return new ModelFormatException("PMML element " + name + " (line " + line + ")", 0, why);
  }

  boolean is(String other) {
    return name.equals(other);
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  @Nullable String find(String attribute) {
    return attributes.get(attribute);
  }

  String attribute(String attribute, String otherwise) {
    return attributes.getOrDefault(attribute, otherwise);
  }

  String attribute(String attribute) {
    String value = attributes.get(attribute);
    if (value == null) {
      throw refused("it has no attribute '" + attribute + "'");
    }
    return value;
  }

  double number(String attribute) {
    return number(attribute, attribute(attribute));
  }

  double number(String attribute, double otherwise) {
    String value = attributes.get(attribute);
    return value == null ? otherwise : number(attribute, value);
  }

  /** A finite number written in a text of this element. */
  double number(String what, String text) {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw refused(what + " is '" + text + "', which is no number");
    }
    if (!Double.isFinite(value)) {
      throw refused(what + " is " + value + ", which is not finite");
    }
    return value;
  }

  List<PmmlElement> all(String child) {
    return children.stream().filter(element -> element.is(child)).toList();
  }

  Optional<PmmlElement> find(List<String> names) {
    return children.stream().filter(element -> names.contains(element.name)).findFirst();
  }

  Optional<PmmlElement> first(String child) {
    return children.stream().filter(element -> element.is(child)).findFirst();
  }

  PmmlElement only(String child) {
    List<PmmlElement> found = all(child);
    if (found.size() != 1) {
      throw refused("it has " + found.size() + " elements '" + child + "', needs one");
    }
    return found.getFirst();
  }

  /** Refuses what the reader of this element does not know, so that nothing is passed over. */
  void demandChildren(String... known) {
    List<String> names = List.of(known);
    for (PmmlElement child : children) {
      if (!names.contains(child.name)) {
        throw child.refused("it is not taken within " + name + "; taken are " + names);
      }
    }
  }

  /** The members of an Array: parted by blanks, quoted where they hold one. */
  List<String> members() {
    var members = new ArrayList<String>();
    var member = new StringBuilder();
    boolean quoted = false;
    boolean open = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == '"')) {
        member.append('"');
        open = true;
        i++;
      } else if (c == '"') {
        quoted = !quoted;
        open = true;
      } else if (!quoted && Character.isWhitespace(c)) {
        if (open) {
          members.add(member.toString());
        }
        member.setLength(0);
        open = false;
      } else {
        member.append(c);
        open = true;
      }
    }
    if (quoted) {
      throw refused("a quote is not closed");
    }
    if (open) {
      members.add(member.toString());
    }
    if (has("n") && number("n") != members.size()) {
      throw refused("it holds " + members.size() + " members, n says " + attribute("n"));
    }
    return members;
  }
}
