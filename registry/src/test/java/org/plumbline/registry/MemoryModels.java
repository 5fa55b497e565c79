package org.plumbline.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.plumbline.kernel.MemoryTransactions;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/** Models and versions in memory, for tests; none of them is ever deployed. */
public final class MemoryModels implements ModelStore, VersionStore {
  private final Map<ModelName, ModelCard> cards = new ConcurrentHashMap<>();
  private final List<VersionLine> versions = new CopyOnWriteArrayList<>();

  @Override
  public ModelCard open(Tx tx, ModelCard whenAbsent) {
    ModelCard present = cards.putIfAbsent(whenAbsent.model(), whenAbsent);
    if (present == null) {
      MemoryTransactions.onRollback(tx, () -> cards.remove(whenAbsent.model()));
      return whenAbsent;
    }
    return present;
  }

  @Override
  public void update(Tx tx, ModelCard card) {
    ModelCard before = cards.replace(card.model(), card);
    if (before != null) {
      MemoryTransactions.onRollback(tx, () -> cards.replace(card.model(), before));
    }
  }

  @Override
  public Optional<ModelCard> find(ModelName model) {
    return Optional.ofNullable(cards.get(model));
  }

  @Override
  public Optional<ModelLine> findLine(ModelName model) {
    return find(model).map(this::line);
  }

  @Override
  public ModelPage list(ModelQuery query) {
    List<ModelLine> all =
        cards.values().stream()
            .filter(card -> passes(card, query))
            .sorted(Comparator.comparing(ModelCard::model))
            .map(this::line)
            .toList();
    ModelName after = query.after();
    List<ModelLine> rest =
        all.stream().filter(line -> after == null || line.model().compareTo(after) > 0).toList();
    List<ModelLine> page = rest.subList(0, Math.min(query.limit(), rest.size()));
    return new ModelPage(
        page,
        rest.size() > page.size() ? Optional.of(page.getLast().model()) : Optional.empty(),
        all.size(),
        true);
  }

  private static boolean passes(ModelCard card, ModelQuery query) {
    String text =
        (card.model() + " " + card.description() + " " + card.owner()).toLowerCase(Locale.ROOT);
    return text.contains(query.search().strip().toLowerCase(Locale.ROOT))
        && (query.stage() == null || query.stage().equals(ModelQuery.NO_STAGE))
        && (query.risk() == null || query.risk().equals(ModelQuery.NO_RISK))
        && (query.task() == null || query.task() == card.task())
        && (query.owner() == null || query.owner().equals(card.owner()))
        && (query.tier() == null || query.tier() == card.facts().tier())
        // Tags are kept elsewhere; here no model has one.
        && query.tag() == null;
  }

  @Override
  public ModelCounts counts() {
    long total = cards.size();
    return total == 0
        ? new ModelCounts(0, Map.of(), Map.of())
        : new ModelCounts(
            total, Map.of(ModelQuery.NO_STAGE, total), Map.of(ModelQuery.NO_RISK, total));
  }

  private ModelLine line(ModelCard card) {
    List<VersionLine> own = newestFirst(card.model());
    VersionLine latest = own.isEmpty() ? null : own.getFirst();
    return new ModelLine(
        card.model(),
        card.task(),
        card.description(),
        card.owner(),
        own.size(),
        latest == null ? null : latest.id().number(),
        latest == null ? null : metric(latest),
        ModelLine.Standing.NEW,
        card.updatedAt());
  }

  private static ModelLine.Metric metric(VersionLine latest) {
    return new ModelLine.Metric(
        latest.primaryMetric(),
        java.util.Objects.requireNonNull(latest.metrics().get(latest.primaryMetric())));
  }

  @Override
  public void add(Tx tx, VersionLine version) {
    versions.add(version);
    MemoryTransactions.onRollback(tx, () -> versions.remove(version));
  }

  @Override
  public int latestNumber(Tx tx, ModelName model) {
    return newestFirst(model).stream()
        .findFirst()
        .map(VersionLine::id)
        .map(VersionId::number)
        .map(VersionNumber::value)
        .orElse(0);
  }

  @Override
  public Optional<VersionLine> findByContent(Tx tx, ModelName model, ContentHash hash) {
    return newestFirst(model).stream().filter(v -> v.contentHash().equals(hash)).findFirst();
  }

  @Override
  public Optional<VersionLine> find(VersionId id) {
    return versions.stream().filter(v -> v.id().equals(id)).findFirst();
  }

  @Override
  public VersionPage list(ModelName model, int limit, OptionalInt after) {
    List<VersionLine> rest =
        newestFirst(model).stream()
            .filter(v -> v.id().number().value() < after.orElse(Integer.MAX_VALUE))
            .toList();
    List<VersionLine> page = rest.subList(0, Math.min(limit, rest.size()));
    return new VersionPage(
        page,
        rest.size() > page.size()
            ? OptionalInt.of(page.getLast().id().number().value())
            : OptionalInt.empty());
  }

  private List<VersionLine> newestFirst(ModelName model) {
    return versions.stream()
        .filter(v -> v.id().model().equals(model))
        .sorted(Comparator.comparing((VersionLine v) -> v.id().number()).reversed())
        .toList();
  }
}
