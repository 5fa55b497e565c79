package org.plumbline.registry;

import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ModelName;

/**
 * Models by name.
 *
 * @param next the {@code after} of the next page
 * @param total of all pages; a filtered list is counted to {@link #COUNTED} and no further, since
 *     counting costs more than listing
 * @param totalIsExact false when more match than were counted
 */
public record ModelPage(
    List<ModelLine> models, Optional<ModelName> next, long total, boolean totalIsExact) {
  /** How far the matches of a filter are counted. */
  public static final int COUNTED = 1_000;

  public ModelPage {
    models = List.copyOf(models);
  }
}
