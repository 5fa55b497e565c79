package org.plumbline.monitoring;

import java.util.List;

/**
 * What became of labels.
 *
 * @param accepted labels of predictions that had none
 * @param corrected labels that differ from what was known before
 * @param unmatched labels without a prediction; they are not kept
 */
public record LabelReceipt(int accepted, int corrected, List<Unmatched> unmatched) {
  public LabelReceipt {
    unmatched = List.copyOf(unmatched);
  }

  /**
   * One that found no prediction.
   *
   * @param index in the request, from 0
   */
  public record Unmatched(int index, String detail) {}
}
