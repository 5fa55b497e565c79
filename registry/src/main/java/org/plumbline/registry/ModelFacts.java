package org.plumbline.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What people say of a model; versions are facts, this is judgement and may be edited.
 *
 * @param description one line for lists, 1,000 characters at most
 * @param owner the person or team who answers for the model
 * @param intendedUse what it may be used for, 10,000 characters at most
 * @param limits what it must not be used for and where it is known to fail, likewise
 */
public record ModelFacts(
    String description, String owner, String intendedUse, String limits, RiskTier tier) {
  private static final int LINE = 1_000;
  private static final int PAGE = 10_000;

  public ModelFacts {
    description = Texts.atMost(LINE, "description", description);
    owner = Texts.said(200, "owner", owner);
    intendedUse = Texts.atMost(PAGE, "intendedUse", intendedUse);
    limits = Texts.atMost(PAGE, "limits", limits);
  }

  ModelFacts saidAgain(Purpose purpose) {
    return new ModelFacts(
        purpose.description().isBlank() ? description : purpose.description(),
        purpose.owner().isBlank() ? owner : purpose.owner(),
        purpose.intendedUse().isBlank() ? intendedUse : purpose.intendedUse(),
        limits,
        tier);
  }

  ModelFacts ownedBy(String newOwner) {
    return new ModelFacts(description, newOwner, intendedUse, limits, tier);
  }

  /** The facts by their names on the wire. */
  public Map<String, String> byName() {
    var byName = new LinkedHashMap<String, String>();
    byName.put("description", description);
    byName.put("owner", owner);
    byName.put("intendedUse", intendedUse);
    byName.put("limits", limits);
    byName.put("tier", tier.wireName());
    return byName;
  }
}
