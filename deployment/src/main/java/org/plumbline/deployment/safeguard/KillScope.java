package org.plumbline.deployment.safeguard;

import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;

/** What a kill switch stops; each scope has one switch. */
public sealed interface KillScope {
  /** The model it concerns, empty when it concerns all. */
  Optional<ModelName> model();

  /** Its kind in one word. */
  default String kind() {
    return switch (this) {
      case Everything _ -> "everything";
      case OfModel _ -> "model";
      case OfVersion _ -> "version";
      case OfSegment _ -> "segment";
    };
  }

  /** Every model of the installation. */
  record Everything() implements KillScope {
    @Override
    public Optional<ModelName> model() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "everything";
    }
  }

  /** All versions of one model. */
  record OfModel(ModelName name) implements KillScope {
    @Override
    public Optional<ModelName> model() {
      return Optional.of(name);
    }

    @Override
    public String toString() {
      return name.toString();
    }
  }

  /** One version; the model answers with its others. */
  record OfVersion(VersionId version) implements KillScope {
    @Override
    public Optional<ModelName> model() {
      return Optional.of(version.model());
    }

    @Override
    public String toString() {
      return version.toString();
    }
  }

  /** Those rows of a model that one feature tells apart, whichever version would answer. */
  record OfSegment(ModelName name, Segment segment) implements KillScope {
    @Override
    public Optional<ModelName> model() {
      return Optional.of(name);
    }

    @Override
    public String toString() {
      return name + " where " + segment;
    }
  }
}
