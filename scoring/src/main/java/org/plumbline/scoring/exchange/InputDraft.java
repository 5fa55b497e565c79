package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;

/** An input whose kind shows by what the operators make of it. */
final class InputDraft {
  private final String name;
  private @Nullable List<String> categories;
  private boolean numeric;

  InputDraft(String name) {
    this.name = name;
  }

  void isNumber() {
    require(categories == null, "input '%s' is used as a number and as a category", name);
    numeric = true;
  }

  /** The place of each value in the list of categories, which the first caller fixes. */
  void isOneOf(List<String> values) {
    require(!numeric, "input '%s' is used as a number and as a category", name);
    require(
        categories == null || categories.equals(values),
        "input '%s' is encoded twice with different categories",
        name);
    categories = List.copyOf(values);
  }

  Input input() {
    return categories == null ? Input.numeric(name) : Input.categorical(name, categories);
  }

  DraftColumn column(int input) {
    List<String> known = categories;
    return known == null || known.isEmpty()
        ? DraftColumn.number(input)
        : DraftColumn.categories(input, IntStream.range(0, known.size()).boxed().toList());
  }
}
