package org.plumbline.oip;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.ModelPage;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.ModelStore;

/**
 * The models there are, and what a client may do with them: bring a version into memory. What
 * serves is moved by approvals only. May wait for the store.
 */
final class Repository {
  /** One answer holds so many models at most; more are reached by the parameter {@code after}. */
  static final int MOST_LISTED = 10_000;

  private static final int PAGE = 1_000;

  private final ModelStore store;
  private final Models models;

  Repository(ModelStore store, Models models) {
    this.store = store;
    this.models = models;
  }

  /**
   * A model of the index.
   *
   * @param version the one in production, else the latest; empty without any
   * @param reason why it is not ready, empty when it is
   */
  record Entry(String name, String version, boolean ready, String reason) {
    String state() {
      return ready ? "READY" : "UNAVAILABLE";
    }
  }

  /**
   * The models by name.
   *
   * @param ready only those that answer now
   * @param after only models behind this name, empty for all
   */
  List<Entry> index(boolean ready, String after) {
    ModelQuery query = ModelQuery.first(PAGE).after(after.isEmpty() ? null : new ModelName(after));
    var entries = new ArrayList<Entry>();
    @Nullable ModelQuery next = query.stage(ready ? "production" : null);
    while (next != null && entries.size() < MOST_LISTED) {
      ModelPage page = store.list(next);
      page.models().stream()
          .map(Repository::entry)
          .filter(e -> e.ready() || !ready)
          .forEach(entries::add);
      next = page.next().isPresent() ? next.after(page.next().get()) : null;
    }
    return entries;
  }

  private static Entry entry(ModelLine line) {
    var standing = line.standing();
    boolean serves = standing.stage() == Stage.PRODUCTION;
    var version = serves ? standing.servingVersion() : line.latestVersion();
    String reason =
        standing.killed() ? "the kill switch is on" : serves ? "" : "no version is in production";
    return new Entry(
        line.model().value(), version == null ? "" : version.toString(), reason.isEmpty(), reason);
  }

  /** Lets the parameter {@code version} pass; what else a client says would have no effect. */
  static void demandLoadParameter(String name) {
    if (!name.equals("version")) {
      throw Refusals.field(
          name,
          "is no parameter of load: what a model is stands in the registry; 'version' chooses");
    }
  }

  /**
   * Brings a version into memory, so that its first request need not wait; changes nothing else.
   *
   * @param version a number, empty for the version in production
   */
  void load(String model, String version) {
    var _ = models.find(model, version);
  }

  /**
   * Lets go of versions that are in memory and do not serve.
   *
   * @throws PlumblineException REFUSED while a version of the model serves
   */
  void unload(String model) {
    var name = new ModelName(model);
    models.demandKnown(name);
    List<VersionNumber> serving = models.serving(name);
    if (!serving.isEmpty()) {
      String versions =
          serving.stream().map(VersionNumber::toString).collect(Collectors.joining(", "));
      throw PlumblineException.of(
              ErrorCode.REFUSED,
              "Cannot unload %s: version %s serves, and what serves is moved by approval only; open"
                      .formatted(model, versions)
                  + " a change request to the stage retired")
          .with("model", model);
    }
    models.forget(name);
  }
}
