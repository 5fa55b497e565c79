package org.plumbline.deployment.safeguard;

/** What happens to a row that a guard finds; later ones are stronger. */
public enum Reaction {
  /** The model's answer is given and marked. */
  MARK,
  /** The score is moved to the nearest bound; for bounds of the output alone. */
  CLIP,
  /** The next of the fallbacks that can answer answers. */
  FALL_BACK,
  /** The request is refused. */
  REFUSE
}
