package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence with places to fill: {@code {feature}}, {@code {value}}, {@code {direction}} (raises
 * or lowers) and {@code {size}}; <code>{{</code> and <code>}}</code> stand for the braces
 * themselves.
 *
 * <p>Nothing else is understood, and what is filled in is never read as a template again: a value
 * cannot add places, line breaks or control characters, and is cut after {@link #MAX_VALUE} signs.
 * Immutable and thread-safe.
 */
public final class ReasonTemplate {
  /** The longest template, in signs. */
  public static final int MAX_LENGTH = 500;

  /** The longest value filled in, in signs. */
  public static final int MAX_VALUE = 200;

  private final List<Part> parts;

  private sealed interface Part {
    record Text(String text) implements Part {}

    enum Place implements Part {
      FEATURE,
      VALUE,
      DIRECTION,
      SIZE
    }
  }

  private ReasonTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it is empty, too long, or has a brace or place out of order
   */
  public static ReasonTemplate parse(String template) {
    require(!template.isBlank(), "a reason needs a text");
    require(
        template.length() <= MAX_LENGTH,
        "a template of %s signs, at most %s",
        template.length(),
        MAX_LENGTH);
    var parts = new ArrayList<Part>();
    var text = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      boolean twice = template.startsWith(String.valueOf(c), i + 1);
      if (c != '{' && c != '}') {
        text.append(c);
        i++;
      } else if (twice) {
        text.append(c);
        i += 2;
      } else {
        int end = template.indexOf('}', i);
        require(c == '{' && end > 0, "a brace at sign %s has no partner: write it twice", i);
        parts.add(new Part.Text(clean(text.toString())));
        parts.add(place(template.substring(i + 1, end)));
        text.setLength(0);
        i = end + 1;
      }
    }
    parts.add(new Part.Text(clean(text.toString())));
    return new ReasonTemplate(parts);
  }

  private static Part place(String name) {
    return switch (name) {
      case "feature" -> Part.Place.FEATURE;
      case "value" -> Part.Place.VALUE;
      case "direction" -> Part.Place.DIRECTION;
      case "size" -> Part.Place.SIZE;
      default ->
          throw new IllegalArgumentException(
              "unknown place {" + name + "}: only feature, value, direction, size");
    };
  }

  String fill(String feature, String value, double contribution) {
    var sentence = new StringBuilder();
    for (Part part : parts) {
      sentence.append(
          switch (part) {
            case Part.Text text -> text.text();
            case Part.Place.FEATURE -> filling(feature);
            case Part.Place.VALUE -> filling(value);
            case Part.Place.DIRECTION -> contribution > 0 ? "raises" : "lowers";
            case Part.Place.SIZE -> ReasonCodes.rounded(Math.abs(contribution));
          });
    }
    return sentence.toString();
  }

  private static String filling(String text) {
    return clean(text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…");
  }

  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }
}
