package org.plumbline.registry;

/**
 * What a model is for, as said when a version is registered; what is blank stays as it was.
 *
 * @param description one line for lists
 * @param owner who answers for the model; the author of its first version when never said
 * @param intendedUse what it may be used for
 */
public record Purpose(String description, String owner, String intendedUse) {
  /** Says nothing new. */
  public static final Purpose UNSAID = new Purpose("", "", "");
}
