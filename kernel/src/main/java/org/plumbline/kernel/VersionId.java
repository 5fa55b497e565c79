package org.plumbline.kernel;

/** One version of one model. */
public record VersionId(ModelName model, VersionNumber number) {
  public static VersionId of(String model, int number) {
    return new VersionId(new ModelName(model), new VersionNumber(number));
  }

  @Override
  public String toString() {
    return model + " v" + number;
  }
}
