package org.plumbline.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionNumber;

/** Keeps what people attach to models and versions. */
public interface StewardshipStore {
  /** The card, locked until the transaction ends. */
  Optional<ModelCard> lock(Tx tx, ModelName model);

  void update(Tx tx, ModelCard card);

  /** Whether the model has that version. */
  boolean exists(Tx tx, ModelName model, VersionNumber version);

  void putTag(Tx tx, Subject subject, Tag tag);

  /** The value that the tag had, empty when there was none to remove. */
  Optional<String> removeTag(Tx tx, Subject subject, String key);

  /** As {@link #tags(Subject)}, as the transaction sees them. */
  List<Tag> tags(Tx tx, Subject subject);

  /** Tags of a model or version, by key. */
  List<Tag> tags(Subject subject);

  /** The tags of those versions of a model that have some. */
  Map<VersionNumber, List<Tag>> versionTags(ModelName model, Collection<VersionNumber> versions);

  /** The version that the alias named before. */
  Optional<VersionNumber> putAlias(Tx tx, ModelName model, Alias alias);

  /** The version that the alias named, empty when there was none to remove. */
  Optional<VersionNumber> removeAlias(Tx tx, ModelName model, AliasName name);

  /** Aliases of a model by name; those that follow what serves are not among them. */
  List<Alias> aliases(ModelName model);

  void putSunset(Tx tx, Subject subject, Sunset sunset);

  /** The end that was announced, empty when there was none to take back. */
  Optional<Sunset> removeSunset(Tx tx, Subject subject);

  /** Announced ends of the model, and of those of its versions. */
  Map<Subject, Sunset> sunsets(ModelName model, Collection<VersionNumber> versions);
}
