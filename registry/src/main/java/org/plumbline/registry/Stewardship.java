package org.plumbline.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/**
 * How people look after models: facts, owner, tags, aliases, announced ends; each change with its
 * audit entry in one transaction. Safe to share.
 */
public final class Stewardship {
  private static final int REASON = 1_000;
  private static final int MOST_TAGS = 100;

  private final Transactions transactions;
  private final StewardshipStore store;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Stewardship(
      Transactions transactions, StewardshipStore store, AuditTrail audit, InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Changes what is said of a model.
   *
   * @param revision of the card that the editor has read
   * @throws PlumblineException CONFLICT when somebody else was quicker, with both revisions and
   *     what is said now; NOT_FOUND
   */
  public ModelCard describe(ModelName model, FactsChange change, long revision, Actor by) {
    return transactions.in(
        tx -> {
          ModelCard card = locked(tx, model);
          demandRevision(card, revision);
          return save(tx, card, change.applyTo(card.facts()), "model.described", null, by);
        });
  }

  /**
   * Makes another person or team answer for the model.
   *
   * @throws PlumblineException MISSING_FIELD without a reason; CONFLICT when they own it already
   */
  public ModelCard handOver(ModelName model, String owner, String reason, Actor by) {
    String why = Texts.said(REASON, "reason", reason);
    return transactions.in(
        tx -> {
          ModelCard card = locked(tx, model);
          ModelFacts facts = card.facts().ownedBy(owner);
          if (facts.equals(card.facts())) {
            throw PlumblineException.of(
                    ErrorCode.CONFLICT,
                    "Model " + model + " belongs to " + card.owner() + " already")
                .with("field", "owner");
          }
          return save(tx, card, facts, "model.handed-over", why, by);
        });
  }

  private static void demandRevision(ModelCard card, long revision) {
    if (card.revision() != revision) {
      PlumblineException conflict =
          PlumblineException.of(
                  ErrorCode.CONFLICT,
                  "Model %s is at revision %s and the change was made on revision %s: look at what"
                          .formatted(card.model(), card.revision(), revision)
                      + " is said now and try again")
              .with("model", card.model().value())
              .with("expectedRevision", revision)
              .with("currentRevision", card.revision());
      for (Map.Entry<String, String> fact : card.facts().byName().entrySet()) {
        conflict = conflict.with("current." + fact.getKey(), fact.getValue());
      }
      throw conflict;
    }
  }

  private ModelCard save(
      Tx tx, ModelCard card, ModelFacts facts, String action, @Nullable String why, Actor by) {
    ModelCard changed = card.with(facts, clock.instant());
    if (changed.revision() == card.revision()) {
      return card;
    }
    store.update(tx, changed);
    var before = new LinkedHashMap<String, String>();
    var after = new LinkedHashMap<String, String>();
    Map<String, String> now = facts.byName();
    card.facts()
        .byName()
        .forEach(
            (name, old) -> {
              String fresh = now.getOrDefault(name, "");
              if (!old.equals(fresh)) {
                before.put(name, old);
                after.put(name, fresh);
              }
            });
    audit.append(
        tx,
        AuditEvent.of(by, action, "model", card.model().value())
            .before(before)
            .after(after)
            .because(why));
    return changed;
  }

  /**
   * Sets a tag, whatever it was.
   *
   * @throws PlumblineException NOT_FOUND without the model or version; INVALID_FIELD beyond 100
   *     tags
   */
  public void tag(Subject subject, Tag tag, Actor by) {
    transactions.run(
        tx -> {
          demand(tx, subject);
          List<Tag> present = store.tags(tx, subject);
          Optional<Tag> old = present.stream().filter(t -> t.key().equals(tag.key())).findFirst();
          if (old.equals(Optional.of(tag))) {
            return;
          }
          if (old.isEmpty() && present.size() >= MOST_TAGS) {
            throw PlumblineException.of(
                    ErrorCode.INVALID_FIELD,
                    subject + " has " + MOST_TAGS + " tags already: remove one first")
                .with("field", "key");
          }
          store.putTag(tx, subject, tag);
          audit.append(
              tx,
              event(by, "tag.set", subject)
                  .before(old.map(t -> Map.of(t.key(), t.value())).orElse(Map.of()))
                  .after(Map.of(tag.key(), tag.value())));
        });
  }

  /**
   * Removes a tag.
   *
   * @throws PlumblineException NOT_FOUND when there is none of that key
   */
  public void untag(Subject subject, String key, Actor by) {
    transactions.run(
        tx -> {
          demand(tx, subject);
          String old =
              store
                  .removeTag(tx, subject, key)
                  .orElseThrow(() -> none("tag '" + key + "' on " + subject));
          audit.append(tx, event(by, "tag.removed", subject).before(Map.of(key, old)));
        });
  }

  /** The tags by key. */
  public List<Tag> tags(Subject subject) {
    return store.tags(subject);
  }

  /**
   * Makes the alias name that version.
   *
   * @throws PlumblineException REFUSED for an alias that follows what serves; NOT_FOUND without the
   *     version
   */
  public Alias alias(VersionId id, AliasName name, Actor by) {
    demandFree(name, id.model());
    return transactions.in(
        tx -> {
          demand(tx, Subject.of(id));
          var alias = new Alias(name, id.number(), by.username(), clock.instant());
          Optional<VersionNumber> old = store.putAlias(tx, id.model(), alias);
          if (!old.equals(Optional.of(id.number()))) {
            audit.append(
                tx,
                AuditEvent.of(by, "alias.set", "model", id.model().value())
                    .before(old.map(v -> Map.of(name.value(), v.toString())).orElse(Map.of()))
                    .after(Map.of(name.value(), id.number().toString())));
          }
          return alias;
        });
  }

  /**
   * Takes the name away.
   *
   * @throws PlumblineException REFUSED for an alias that follows what serves; NOT_FOUND
   */
  public void removeAlias(ModelName model, AliasName name, Actor by) {
    demandFree(name, model);
    transactions.run(
        tx -> {
          demand(tx, Subject.of(model));
          VersionNumber old =
              store
                  .removeAlias(tx, model, name)
                  .orElseThrow(() -> none("alias '" + name + "' of model " + model));
          audit.append(
              tx,
              AuditEvent.of(by, "alias.removed", "model", model.value())
                  .before(Map.of(name.value(), old.toString())));
        });
  }

  /** Aliases that people gave, by name. */
  public List<Alias> aliases(ModelName model) {
    return store.aliases(model);
  }

  private static void demandFree(AliasName name, ModelName model) {
    if (name.followsServing()) {
      throw PlumblineException.of(
              ErrorCode.REFUSED,
              "Alias '"
                  + name
                  + "' follows what serves: open a change request for "
                  + model
                  + " to move it (POST /api/v1/change-requests)")
          .with("field", "alias");
    }
  }

  /**
   * Announces the end of a model or version.
   *
   * @throws PlumblineException INVALID_FIELD when the end lies in the past or the successor is the
   *     version itself; NOT_FOUND without the model, version or successor
   */
  public Sunset deprecate(
      Subject subject, Instant at, String reason, @Nullable VersionNumber successor, Actor by) {
    Instant now = clock.instant();
    if (at.isBefore(now)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The end of " + subject + " may not lie in the past: " + at + " is before " + now)
          .with("field", "at");
    }
    if (successor != null && successor.equals(subject.version())) {
      throw PlumblineException.of(ErrorCode.INVALID_FIELD, subject + " cannot be its own successor")
          .with("field", "successor");
    }
    var sunset = new Sunset(at, reason, successor, by.username(), now);
    return transactions.in(
        tx -> {
          demand(tx, subject);
          if (successor != null) {
            demand(tx, new Subject(subject.model(), successor));
          }
          store.putSunset(tx, subject, sunset);
          var after = new LinkedHashMap<String, String>();
          after.put("sunset", at.toString());
          if (successor != null) {
            after.put("successor", successor.toString());
          }
          audit.append(
              tx,
              event(by, subject.kind() + ".deprecated", subject)
                  .after(after)
                  .because(sunset.reason()));
          return sunset;
        });
  }

  /**
   * Takes an announced end back.
   *
   * @throws PlumblineException NOT_FOUND when none was announced
   */
  public void keepOn(Subject subject, String reason, Actor by) {
    String why = Texts.said(REASON, "reason", reason);
    transactions.run(
        tx -> {
          demand(tx, subject);
          Sunset old =
              store
                  .removeSunset(tx, subject)
                  .orElseThrow(() -> none("announced end of " + subject));
          audit.append(
              tx,
              event(by, subject.kind() + ".kept-on", subject)
                  .before(Map.of("sunset", old.at().toString()))
                  .because(why));
        });
  }

  /** What end is announced for the version: its own, else that of its model. */
  public Optional<Sunset> sunset(VersionId id) {
    Map<Subject, Sunset> all = store.sunsets(id.model(), List.of(id.number()));
    Sunset own = all.get(Subject.of(id));
    return Optional.ofNullable(own == null ? all.get(Subject.of(id.model())) : own);
  }

  /** Announced ends of the model, and of those of its versions. */
  public Map<Subject, Sunset> sunsets(ModelName model, Collection<VersionNumber> versions) {
    return store.sunsets(model, versions);
  }

  /** Tags of those versions that have some. */
  public Map<VersionNumber, List<Tag>> versionTags(
      ModelName model, Collection<VersionNumber> versions) {
    return store.versionTags(model, versions);
  }

  private static AuditEvent event(Actor by, String action, Subject subject) {
    return AuditEvent.of(by, action, subject.kind(), subject.toString());
  }

  /** Locks the model, so that its tags, aliases and ends change one at a time. */
  private void demand(Tx tx, Subject subject) {
    locked(tx, subject.model());
    VersionNumber version = subject.version();
    if (version != null && !store.exists(tx, subject.model(), version)) {
      throw none("version " + subject);
    }
  }

  private ModelCard locked(Tx tx, ModelName model) {
    return store.lock(tx, model).orElseThrow(() -> none("model " + model));
  }

  private static PlumblineException none(String what) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "There is no " + what);
  }
}
