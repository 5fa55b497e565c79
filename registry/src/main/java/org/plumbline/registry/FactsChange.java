package org.plumbline.registry;

import org.jspecify.annotations.Nullable;

/** New facts of a model; what is absent stays. The owner changes by a hand-over only. */
public record FactsChange(
    @Nullable String description,
    @Nullable String intendedUse,
    @Nullable String limits,
    @Nullable RiskTier tier) {
  ModelFacts applyTo(ModelFacts facts) {
    return new ModelFacts(
        description == null ? facts.description() : description,
        facts.owner(),
        intendedUse == null ? facts.intendedUse() : intendedUse,
        limits == null ? facts.limits() : limits,
        tier == null ? facts.tier() : tier);
  }
}
