package org.plumbline.oip;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.VersionStore;

/** Finds what a call names. Whatever is not in memory is loaded, so this may wait for the store. */
final class Models {
  private static final int MOST_VERSIONS = 100;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final Routes routes;
  private final ModelStore models;
  private final VersionStore versions;

  Models(Routes routes, ModelStore models, VersionStore versions) {
    this.routes = routes;
    this.models = models;
    this.versions = versions;
  }

  /** What the model, or one version of it, takes and gives. */
  ModelDescription describe(String model, String version) {
    ServingVersion found = find(model, version);
    return ModelDescription.of(
        found,
        versions.list(found.id().model(), MOST_VERSIONS, OptionalInt.empty()).versions().stream()
            .map(line -> line.id().number().toString())
            .toList());
  }

  /**
   * Whether the model, or one version of it, would answer now.
   *
   * @throws PlumblineException NOT_FOUND without the model
   */
  boolean isReady(String model, String version) {
    try {
      var _ = find(model, version);
      return true;
    } catch (PlumblineException closed) {
      if (closed.code() == ErrorCode.NOT_SERVING || closed.code() == ErrorCode.KILLED) {
        demandKnown(new ModelName(model));
        return false;
      }
      throw closed;
    }
  }

  /** The version named, else the one that answers. */
  ServingVersion find(String model, String version) {
    var name = new ModelName(model);
    if (!version.isEmpty()) {
      return routes.version(new VersionId(name, number(version)));
    }
    if (!hasRoute(name)) {
      demandKnown(name);
    }
    return routes.answering(name.value());
  }

  /** Whether the model serves, or is killed; never waits. */
  boolean hasRoute(ModelName model) {
    return routes.find(model.value()).isPresent();
  }

  void demandKnown(ModelName model) {
    if (models.find(model).isEmpty()) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no model " + model)
          .with("model", model.value());
    }
  }

  static VersionNumber number(String version) {
    if (!NUMBER.matcher(version).matches()) {
      throw Refusals.field("version", "is '%s'; versions are numbers from 1".formatted(version));
    }
    return new VersionNumber(Integer.parseInt(version));
  }

  /** The versions of the model that stand at a serving stage. */
  List<VersionNumber> serving(ModelName model) {
    return routes.find(model.value()).stream()
        .flatMap(route -> route.standings().stream())
        .map(standing -> standing.version().number())
        .sorted()
        .toList();
  }

  /** Lets go of the model's versions that are in memory. */
  void forget(ModelName model) {
    routes.forget(model);
  }
}
