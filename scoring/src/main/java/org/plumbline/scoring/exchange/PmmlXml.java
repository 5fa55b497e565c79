package org.plumbline.scoring.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements of a PMML file written one behind the other into memory. */
final class PmmlXml {
  private static final String NAMESPACE = "http://www.dmg.org/PMML-4_4";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final XMLStreamWriter out;

  PmmlXml() {
    try {
      out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      out.writeStartDocument("UTF-8", "1.0");
      out.writeCharacters("\n");
      out.setDefaultNamespace(NAMESPACE);
      out.writeStartElement(NAMESPACE, "PMML");
      out.writeDefaultNamespace(NAMESPACE);
      out.writeAttribute("version", "4.4");
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** Opens an element with attributes given as name and value in turn. */
  void open(String name, Object... attributes) {
    try {
      out.writeStartElement(NAMESPACE, name);
      attributes(attributes);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** An element that holds nothing. */
  void empty(String name, Object... attributes) {
    try {
      out.writeEmptyElement(NAMESPACE, name);
      attributes(attributes);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** An element that holds text. */
  void text(String name, String text, Object... attributes) {
    open(name, attributes);
    try {
      out.writeCharacters(text);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    close();
  }

  void close() {
    try {
      out.writeEndElement();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  private void attributes(Object... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute(String.valueOf(attributes[i]), String.valueOf(attributes[i + 1]));
    }
  }

  /** Ends the file. */
  byte[] toBytes() {
    try {
      out.writeEndDocument();
      out.flush();
      bytes.writeBytes("\n".getBytes(UTF_8));
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException("memory takes every element", e);
  }
}
