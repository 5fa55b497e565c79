package org.plumbline.scoring.exchange;

import java.util.List;
import org.plumbline.scoring.Model;

/**
 * A model read from another tool's file.
 *
 * @param format what the file was, such as {@code LightGBM text}
 * @param producer the tool that wrote it with its version, as far as the file says; else empty
 * @param notes what the reader of the file should know, such as names that were made up
 * @param examples rows with the answers that the file promises; empty when it has none
 */
public record Imported(
    Model model, String format, String producer, List<String> notes, List<Example> examples) {
  public Imported {
    notes = List.copyOf(notes);
    examples = List.copyOf(examples);
  }
}
