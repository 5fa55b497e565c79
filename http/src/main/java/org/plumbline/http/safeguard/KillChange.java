package org.plumbline.http.safeguard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Contract;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.Segment;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Registry;

/** The turn of a switch, as a client asks for it. */
record KillChange(
    @Nullable String scope,
    @Nullable String model,
    @Nullable Integer version,
    @Nullable String feature,
    @Nullable String value,
    @Nullable Double from,
    @Nullable Double to,
    @Nullable Boolean on,
    @Nullable String reason,
    @Nullable Instant until) {

  /**
   * The scope that is meant; what it names must exist, or nobody would notice a slip of the pen.
   *
   * @throws org.plumbline.kernel.PlumblineException MISSING_FIELD, INVALID_FIELD or NOT_FOUND
   */
  KillScope scope(ModelReader models, Registry registry) {
    String kind = Body.required("scope", scope);
    if (kind.equals("everything")) {
      return new KillScope.Everything();
    }
    var name = models.existing(Body.required("model", model));
    return switch (kind) {
      case "model" -> new KillScope.OfModel(name);
      case "version" -> {
        var id = new VersionId(name, new VersionNumber(Body.required("version", version)));
        yield new KillScope.OfVersion(registry.load(id).id());
      }
      case "segment" -> {
        Contract contract = registry.load(models.meant(name.value(), null)).contract();
        yield new KillScope.OfSegment(name, segment().checked(contract));
      }
      default -> throw Query.invalid("scope", kind, "everything, model, version or segment");
    };
  }

  private Segment segment() {
    return Segment.of(Body.required("feature", feature), value, from, to);
  }
}
