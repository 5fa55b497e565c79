package org.plumbline.scoring;

/** A model file is refused: says which section, at which byte, and why. */
public final class ModelFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String section;
  private final long offset;

  public ModelFormatException(String section, long offset, String reason) {
    super(message(section, offset, reason));
    this.section = section;
    this.offset = offset;
  }

  public ModelFormatException(String section, long offset, String reason, Throwable cause) {
    super(message(section, offset, reason), cause);
    this.section = section;
    this.offset = offset;
  }

  private static String message(String section, long offset, String reason) {
    return "Model file refused in " + section + " at byte " + offset + ": " + reason;
  }

  /** The part of the file, such as {@code TREE}. */
  public String section() {
    return section;
  }

  /** Bytes from the start of the file. */
  public long offset() {
    return offset;
  }
}
