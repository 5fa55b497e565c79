package org.plumbline.registry;

import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ModelName;

/**
 * Models by name; {@code next} is the {@code after} of the next page, {@code total} of all pages.
 */
public record ModelPage(List<ModelLine> models, Optional<ModelName> next, long total) {
  public ModelPage {
    models = List.copyOf(models);
  }
}
