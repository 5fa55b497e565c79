package org.plumbline.registry;

/** A word or two that people or programs attach: a key of 250 characters, a value of 5,000. */
public record Tag(String key, String value) {
  public Tag {
    key = Texts.said(250, "key", key);
    value = Texts.atMost(5_000, "value", value);
  }
}
