package org.plumbline.http.evidence;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Card.Block;

/** Writes a card as Markdown with YAML front matter, as model hubs read it. */
public final class MarkdownCard {
  private MarkdownCard() {}

  public static String of(Card card) {
    var text = new StringBuilder("---\n");
    card.labels().forEach((name, value) -> label(text, name, value));
    text.append("---\n\n# ").append(plain(card.title())).append("\n");
    for (Card.Section section : card.sections()) {
      text.append("\n## ").append(section.title()).append("\n");
      section.blocks().forEach(block -> block(text, block));
    }
    return text.toString();
  }

  private static void label(StringBuilder text, String name, Object value) {
    if (value instanceof List<?> list) {
      text.append(name).append(":\n");
      list.forEach(one -> text.append("  - ").append(quoted(String.valueOf(one))).append('\n'));
    } else {
      text.append(name).append(": ").append(quoted(String.valueOf(value))).append('\n');
    }
  }

  /** A double-quoted YAML scalar without markup, whatever the text holds. */
  private static String quoted(String value) {
    var text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (Character.isISOControl(c) || c == '<' || c == '>') {
        text.append(String.format("\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  private static void block(StringBuilder text, Block block) {
    switch (block) {
      case Block.Text(String words) -> text.append('\n').append(paragraphs(words)).append('\n');
      case Block.Table(List<String> header, List<List<String>> rows) -> {
        text.append('\n').append(line(header));
        text.append(line(header.stream().map(_ -> "---").toList()));
        rows.forEach(row -> text.append(line(row)));
      }
    }
  }

  private static String line(List<String> cells) {
    return cells.stream().map(MarkdownCard::plain).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String paragraphs(String words) {
    return words.lines().map(MarkdownCard::plain).collect(Collectors.joining("\n"));
  }

  private static final Map<Integer, String> ESCAPES =
      "\\`*_{}[]<>|#!~"
          .chars()
          .boxed()
          .collect(Collectors.toMap(c -> c, c -> "\\" + Character.toString(c)));

  /** Text that Markdown leaves as it is. */
  private static String plain(String text) {
    var plain = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String escaped = ESCAPES.get(c);
              plain.append(
                  escaped != null
                      ? escaped
                      : Character.isISOControl(c) ? " " : Character.toString(c));
            });
    return plain.toString();
  }
}
