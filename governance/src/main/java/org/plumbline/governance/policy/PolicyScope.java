package org.plumbline.governance.policy;

import java.util.Arrays;
import java.util.Locale;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.RiskTier;

/** For which models a policy holds. */
public sealed interface PolicyScope {
  /** All models. */
  record Everywhere() implements PolicyScope {
    @Override
    public String toString() {
      return "everywhere";
    }
  }

  /** The models of a tier. */
  record OfTier(RiskTier tier) implements PolicyScope {
    @Override
    public String toString() {
      return "tier:" + tier.wireName();
    }
  }

  /** One model. */
  record OfModel(ModelName model) implements PolicyScope {
    @Override
    public String toString() {
      return "model:" + model;
    }
  }

  /** Whether it takes in a model of that tier. */
  default boolean holds(ModelName model, RiskTier tier) {
    return switch (this) {
      case Everywhere _ -> true;
      case OfTier of -> of.tier() == tier;
      case OfModel of -> of.model().equals(model);
    };
  }

  /**
   * Reads what {@link Object#toString} writes: {@code everywhere}, {@code tier:high}, {@code
   * model:churn}.
   *
   * @throws PlumblineException INVALID_FIELD
   */
  static PolicyScope of(String text) {
    if (text.equals("everywhere")) {
      return new Everywhere();
    }
    if (text.startsWith("model:")) {
      return new OfModel(new ModelName(text.substring("model:".length())));
    }
    return Arrays.stream(RiskTier.values())
        .filter(tier -> text.toLowerCase(Locale.ROOT).equals("tier:" + tier.wireName()))
        .findFirst()
        .<PolicyScope>map(OfTier::new)
        .orElseThrow(
            () ->
                PlumblineException.of(
                        ErrorCode.INVALID_FIELD,
                        "'scope' is '"
                            + text
                            + "' but must be everywhere, tier:NAME (unrated, low, medium, high) or"
                            + " model:NAME")
                    .with("field", "scope"));
  }
}
