package org.plumbline.registry.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** Keeps the entries of versions, and the files of foreign ones. */
public interface CatalogueStore {
  /** Adds a foreign version; the model is locked by the caller. */
  void add(Tx tx, VersionEntry entry, List<ForeignFile> files);

  /** Notes where one of our own versions came from. */
  void cite(Tx tx, VersionId id, VersionOrigin origin);

  void describe(Tx tx, VersionId id, String description, Instant at);

  /** Hides a foreign version for good, with its aliases, tags and files; its number stays taken. */
  void remove(Tx tx, VersionId id, Instant at);

  /** Removes a model that has none of our own versions, with all its foreign ones. */
  void remove(Tx tx, ModelName model);

  /** Whether the model has versions of our own. */
  boolean hasOwn(Tx tx, ModelName model);

  Optional<VersionEntry> find(VersionId id);

  List<ForeignFile> files(VersionId id);

  Optional<ModelEntry> find(ModelName model);

  CataloguePage<VersionEntry> listVersions(CatalogueQuery query);

  CataloguePage<ModelEntry> listModels(CatalogueQuery query);
}
