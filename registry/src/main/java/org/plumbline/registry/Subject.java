package org.plumbline.registry;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/** What bears tags or a sunset: a model as a whole, or one version of it. */
public record Subject(ModelName model, @Nullable VersionNumber version) {
  public static Subject of(ModelName model) {
    return new Subject(model, null);
  }

  public static Subject of(VersionId id) {
    return new Subject(id.model(), id.number());
  }

  /** What the audit trail calls it. */
  public String kind() {
    return version == null ? "model" : "version";
  }

  @Override
  public String toString() {
    return version == null ? model.value() : new VersionId(model, version).toString();
  }
}
