package org.plumbline.http.evidence;

import java.util.List;
import java.util.stream.Collectors;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Card.Block;

/** Writes a card as one page that needs nothing else: XHTML, so that it can be printed too. */
public final class HtmlCard {
  private static final String STYLE =
      """
      @page { size: A4; margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-family: Card, sans-serif; font-size: 8pt; color: #5b6470; } }
      body { font-family: Card, system-ui, sans-serif; font-size: 10pt; line-height: 1.45; color: #1a202c; max-width: 60em; margin: 0 auto; padding: 0 1em; }
      h1 { font-size: 20pt; margin: 0.6em 0 0.2em; }
      h2 { font-size: 12.5pt; margin: 1.6em 0 0.4em; padding-bottom: 0.2em; border-bottom: 1px solid #cbd2da; page-break-after: avoid; }
      table { border-collapse: collapse; width: 100%; font-size: 8.5pt; }
      th { text-align: left; color: #5b6470; font-weight: bold; }
      th, td { padding: 3pt 8pt 3pt 0; border-bottom: 1px solid #e4e8ec; vertical-align: top; word-wrap: break-word; overflow-wrap: anywhere; }
      tr { page-break-inside: avoid; }
      p { margin: 0.4em 0; }
      """;

  private HtmlCard() {}

  public static String of(Card card) {
    return """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head><meta charset="UTF-8" /><title>%s</title><style>
        %s</style></head>
        <body><h1>%s</h1>
        %s</body>
        </html>
        """
        .formatted(
            escaped(card.title()),
            STYLE,
            escaped(card.title()),
            card.sections().stream().map(HtmlCard::section).collect(Collectors.joining()));
  }

  private static String section(Card.Section section) {
    return "<h2>%s</h2>\n%s"
        .formatted(
            escaped(section.title()),
            section.blocks().stream().map(HtmlCard::block).collect(Collectors.joining()));
  }

  private static String block(Block block) {
    return switch (block) {
      case Block.Text(String words) ->
          words.lines().map(line -> "<p>" + escaped(line) + "</p>\n").collect(Collectors.joining());
      case Block.Table(List<String> header, List<List<String>> rows) ->
          "<table><thead>%s</thead><tbody>%s</tbody></table>\n"
              .formatted(
                  row("th", header),
                  rows.stream().map(row -> row("td", row)).collect(Collectors.joining()));
    };
  }

  private static String row(String cell, List<String> texts) {
    return texts.stream()
        .map(text -> "<%s>%s</%s>".formatted(cell, escaped(text), cell))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  /** The text with nothing in it that XML would read, nor a character that it forbids. */
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isText(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  private static boolean isText(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
