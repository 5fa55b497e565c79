package org.plumbline.http.prediction;

import java.util.List;
import java.util.OptionalInt;
import org.plumbline.data.ParsedRow;

/**
 * What the body asks for.
 *
 * @param rows by the contract they were read with, with what they break
 * @param explain how many reasons each answer bears
 */
record PredictionRequest(List<ParsedRow> rows, int explain, OptionalInt version) {
  static final int MOST_ROWS = 1_000;
}
