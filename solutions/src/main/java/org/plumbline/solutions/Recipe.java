package org.plumbline.solutions;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.plumbline.data.view.FeatureView;
import org.plumbline.data.view.LabelView;
import org.plumbline.kernel.ModelName;

/**
 * How a model of a solution is trained.
 *
 * @param positive the label's value that counts as the event
 * @param every distance between as-of times of the training set; at least the horizon, so that no
 *     two labels of a customer overlap
 * @param times how many as-of times the training set holds at most
 */
public record Recipe(
    ModelName model,
    String title,
    String description,
    String owner,
    String intendedUse,
    FeatureView view,
    LabelView label,
    String positive,
    Duration every,
    int times) {
  public Recipe {
    require(
        every.compareTo(label.horizon()) >= 0,
        "Recipe %s takes a snapshot every %s, which is less than the horizon %s",
        model,
        every,
        label.horizon());
    require(times >= 1, "Recipe %s needs at least one as-of time", model);
  }

  /** As-of times with mature labels, ascending; the last horizon ends with the data. */
  public List<Instant> asOfTimes(Instant dataEnd) {
    List<Instant> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(dataEnd.minus(label.horizon()).minus(every.multipliedBy(i)));
    }
    Collections.reverse(all);
    return List.copyOf(all);
  }
}
