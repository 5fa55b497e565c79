package org.plumbline.scoring.exchange;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.plumbline.scoring.ModelFormatException;

/**
 * The elements of a PMML file of bounded size and depth. No document types, no entities but the
 * five of XML, nothing outside of the file is read.
 */
final class PmmlReader {
  static final int MAX_DEPTH = 180;
  static final int MAX_ELEMENTS = 4_000_000;

  /** So that neither names nor text can outgrow the file many times over. */
  private static final Pattern NAMESPACE =
      Pattern.compile("http://www\\.dmg\\.org/PMML-4_[0-4](_\\d)?");

  private final XMLStreamReader in;
  private final ArrayDeque<Open> open = new ArrayDeque<>();
  private int count;

  private record Open(
      String name,
      Map<String, String> attributes,
      List<PmmlElement> children,
      StringBuilder text,
      int line) {}

  private PmmlReader(XMLStreamReader in) {
    this.in = in;
  }

  /** Whether the file is XML, with or without a mark of its byte order. */
  static boolean looksLike(byte[] file) {
    int at = file.length > 2 && file[0] == (byte) 0xEF ? 3 : 0;
    while (at < file.length && (file[at] == ' ' || (file[at] >= 9 && file[at] <= 13))) {
      at++;
    }
    // ONNX begins with the number of a field, which may be a line feed: so one more sign decides.
    return at + 1 < file.length
        && file[at] == '<'
        && (file[at + 1] == '?' || file[at + 1] == '!' || Character.isLetter(file[at + 1]));
  }

  static PmmlElement read(byte[] file) {
    if (file.length > Node.MAX_BYTES) {
      throw new ModelFormatException(
          "PMML", 0, "the file has " + file.length + " bytes, at most " + Node.MAX_BYTES);
    }
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(file));
      try {
        return new PmmlReader(in).root();
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw new ModelFormatException("PMML line " + line, 0, "the file is no whole XML", e);
    }
  }

  private PmmlElement root() throws XMLStreamException {
    PmmlElement root = null;
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> root = end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.getLast().text().append(in.getText());
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw refused("document types and entities are not taken; remove them");
        default -> {}
      }
    }
    if (root == null) {
      throw refused("the file has no element");
    }
    return root;
  }

  private void start() {
    if (open.size() >= MAX_DEPTH) {
      throw refused("elements stand within more than " + MAX_DEPTH + " others");
    }
    if (++count > MAX_ELEMENTS) {
      throw refused("the file has more than " + MAX_ELEMENTS + " elements");
    }
    if (open.isEmpty()) {
      String namespace = in.getNamespaceURI();
      if (!in.getLocalName().equals("PMML")
          || namespace == null
          || !NAMESPACE.matcher(namespace).matches()) {
        throw refused(
            "the file begins with '"
                + in.getLocalName()
                + "' of '"
                + namespace
                + "', must be PMML 4.0 to 4.4; save the model in one of these");
      }
    }
    var attributes = new HashMap<String, String>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
    }
    open.addLast(
        new Open(
            in.getLocalName(),
            attributes,
            new ArrayList<>(),
            new StringBuilder(0),
            in.getLocation().getLineNumber()));
  }

  private PmmlElement end() {
    Open last = open.removeLast();
    String text = last.children().isEmpty() ? last.text().toString() : "";
    var element =
        new PmmlElement(last.name(), last.attributes(), last.children(), text, last.line());
    if (!open.isEmpty() && !element.is("Extension")) {
      open.getLast().children().add(element);
    }
    return element;
  }

  private ModelFormatException refused(String why) {
    return new ModelFormatException("PMML line " + in.getLocation().getLineNumber(), 0, why);
  }
}
