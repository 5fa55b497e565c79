package org.plumbline.monitoring.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedReason;

/** What a follower hears; {@code cursor} is the place after it. */
public sealed interface FeedEvent {
  Cursor cursor();

  /** The transaction that wrote it. */
  long tx();

  UUID id();

  /** The subscriptions that want it. */
  List<Subscription> subscriptions();

  FeedEvent at(Cursor place);

  /** An answer was given; without the features, which the log keeps. */
  record Answered(
      Cursor cursor,
      long tx,
      UUID id,
      Instant predictedAt,
      VersionId version,
      @Nullable Stage stage,
      @Nullable String entity,
      double score,
      List<LoggedReason> reasons,
      @Nullable AppliedSafeguard safeguard)
      implements FeedEvent {
    public Answered {
      reasons = List.copyOf(reasons);
    }

    @Override
    public List<Subscription> subscriptions() {
      ModelName model = version.model();
      if (entity == null) {
        return List.of(new Subscription.OfModel(model, null));
      }
      return List.of(
          new Subscription.OfModel(model, null),
          new Subscription.OfModel(model, entity),
          new Subscription.OfEntity(entity));
    }

    @Override
    public Answered at(Cursor place) {
      return new Answered(
          place, tx, id, predictedAt, version, stage, entity, score, reasons, safeguard);
    }
  }

  /** An alert was opened, changed, taken care of or resolved. */
  record AlertChanged(Cursor cursor, long tx, Alert alert) implements FeedEvent {
    @Override
    public UUID id() {
      return alert.id();
    }

    @Override
    public List<Subscription> subscriptions() {
      var all = new ArrayList<Subscription>(2);
      all.add(new Subscription.OfAlerts(null));
      all.add(new Subscription.OfAlerts(alert.version().model()));
      return all;
    }

    @Override
    public AlertChanged at(Cursor place) {
      return new AlertChanged(place, tx, alert);
    }
  }
}
