package org.plumbline.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Transactions;

/** Takes what truly happened, late and corrected as it comes. Safe to share. */
public final class Labels {
  private static final int LABELS_PER_COMMIT = 1_000;

  private final Transactions transactions;
  private final LabelStore store;
  private final WatchedVersions versions;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Labels(
      Transactions transactions,
      LabelStore store,
      WatchedVersions versions,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Joins labels to answers of the model. A label without an answer, or with a value that is no
   * class of the version, is reported and not kept; the others are. Each commit of a thousand
   * leaves one entry in the audit trail, which counts labels and does not tell their values.
   */
  public LabelReceipt record(ModelName model, List<Label> labels, Actor by) {
    int accepted = 0;
    int corrected = 0;
    List<LabelReceipt.Unmatched> unmatched = new ArrayList<>();
    for (int from = 0; from < labels.size(); from += LABELS_PER_COMMIT) {
      int start = from;
      List<Label> part = labels.subList(from, Math.min(labels.size(), from + LABELS_PER_COMMIT));
      List<Joined> joined =
          IntStream.range(0, part.size())
              .mapToObj(i -> join(model, part.get(i), start + i))
              .toList();
      LabelReceipt receipt = save(model, joined, by);
      accepted += receipt.accepted();
      corrected += receipt.corrected();
      unmatched.addAll(receipt.unmatched());
    }
    return new LabelReceipt(accepted, corrected, unmatched);
  }

  private sealed interface Joined {
    /** The value is empty when only business values are told. */
    record Found(LabelStore.Answer answer, OptionalDouble value, Label label) implements Joined {}

    record Lost(LabelReceipt.Unmatched why) implements Joined {}
  }

  private Joined join(ModelName model, Label label, int index) {
    Optional<LabelStore.Answer> answer = store.answer(model, label);
    if (answer.isEmpty()) {
      return lost(
          index,
          label.predictionId() != null
              ? "There is no prediction " + label.predictionId() + " of " + model
              : "There is no prediction about " + label.entity() + " until " + label.time());
    }
    Optional<WatchedVersion> version = versions.find(answer.get().version());
    if (version.isEmpty()) {
      return lost(index, answer.get().version() + " is not registered any more");
    }
    Object told = label.value();
    OptionalDouble value =
        told == null ? OptionalDouble.empty() : LabelValues.parse(told, version.get());
    return value.isPresent() || told == null
        ? new Joined.Found(answer.get(), value, label)
        : lost(
            index,
            "'"
                + told
                + "' is no value of the label; use "
                + (version.get().model().classes().isEmpty()
                    ? "a number"
                    : String.join(", ", version.get().model().classes())));
  }

  private static Joined lost(int index, String detail) {
    return new Joined.Lost(new LabelReceipt.Unmatched(index, detail));
  }

  private LabelReceipt save(ModelName model, List<Joined> joined, Actor by) {
    Instant now = clock.instant();
    return transactions.in(
        tx -> {
          int accepted = 0;
          int corrected = 0;
          List<LabelReceipt.Unmatched> unmatched = new ArrayList<>();
          Set<WindowStore.VersionDay> weeks = new HashSet<>();
          for (Joined one : joined) {
            switch (one) {
              case Joined.Lost lost -> unmatched.add(lost.why());
              case Joined.Found found -> {
                Instant observed = Objects.requireNonNullElse(found.label().observedAt(), now);
                Optional<Boolean> replaced =
                    found.value().isEmpty()
                        ? Optional.empty()
                        : store.save(
                            tx, found.answer(), found.value().getAsDouble(), observed, now);
                store.saveValues(tx, found.answer(), found.label().values(), observed, now);
                /* A repeated label is taken again, so that a retry gets the same receipt. */
                accepted += replaced.orElse(false) ? 0 : 1;
                corrected += replaced.orElse(false) ? 1 : 0;
                if (replaced.isPresent()) {
                  weeks.add(
                      new WindowStore.VersionDay(
                          found.answer().version(),
                          WindowKind.WEEK.startOf(WindowKind.dayOf(found.answer().predictedAt()))));
                }
              }
            }
          }
          weeks.forEach(week -> store.stale(tx, week.version(), week.day()));
          audit.append(
              tx,
              AuditEvent.of(by, "labels.recorded", "model", model.value())
                  .after(
                      Map.of(
                          "accepted", Integer.toString(accepted),
                          "corrected", Integer.toString(corrected),
                          "unmatched", Integer.toString(unmatched.size()))));
          return new LabelReceipt(accepted, corrected, unmatched);
        });
  }
}
