package org.plumbline.deployment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/** Remarks on change requests, and votes in another's name. Safe to share between threads. */
public final class Approvals {
  private static final int MOST_TEXT = 2_000;
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final int SHOWN = 500;

  private final Transactions transactions;
  private final ApprovalStore store;
  private final ChangeRequests requests;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public Approvals(
      Transactions transactions,
      ApprovalStore store,
      ChangeRequests requests,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.requests = requests;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds a remark.
   *
   * @throws PlumblineException NOT_FOUND without the request; INVALID_FIELD for no text or too much
   */
  public Comment comment(UUID request, String text, Actor by) {
    ChangeRequest found = requests.load(request);
    var comment = new Comment(by.username(), text("text", text), clock.instant());
    return transactions.in(
        tx -> {
          store.add(tx, found.proposal().id(), comment);
          audit.append(
              tx,
              AuditEvent.of(by, "change-request.comment", "change-request", request.toString())
                  .because(comment.text()));
          return comment;
        });
  }

  /** Oldest first. */
  public List<Comment> comments(UUID request) {
    return store.comments(request);
  }

  /**
   * Lets somebody vote in the caller's name until then.
   *
   * @throws PlumblineException INVALID_FIELD for oneself, or a time that is past or too far
   */
  public Delegation delegate(String to, Instant until, String reason, Actor from) {
    Instant now = clock.instant();
    if (to.isBlank() || to.equals(from.username())) {
      throw invalid("to", "A vote is delegated to somebody else, not to '" + to + "'");
    }
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
      throw invalid("until", "'until' is " + until + " but must lie within the next 90 days");
    }
    var delegation =
        new Delegation(ids.get(), from.username(), to, now, until, text("reason", reason), null);
    return change(delegation, "approval.delegated", from);
  }

  /**
   * Takes a delegation back; only who gave it may.
   *
   * @throws PlumblineException NOT_FOUND; REFUSED for another's
   */
  public Delegation takeBack(UUID id, Actor by) {
    Delegation held =
        delegations().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> PlumblineException.of(ErrorCode.NOT_FOUND, "There is no delegation " + id));
    if (!held.from().equals(by.username())) {
      throw Refusal.thrown(
          List.of(
              new Refusal(
                  Refusal.Rule.NOT_THE_AUTHOR,
                  "Only " + held.from() + " may take back what they delegated")));
    }
    return change(
        new Delegation(
            held.id(),
            held.from(),
            held.to(),
            held.since(),
            held.until(),
            held.reason(),
            clock.instant()),
        "approval.delegation-ended",
        by);
  }

  private Delegation change(Delegation delegation, String action, Actor by) {
    return transactions.in(
        tx -> {
          store.save(tx, delegation);
          audit.append(
              tx,
              AuditEvent.of(by, action, "user", delegation.to())
                  .after(Map.of("until", delegation.until().toString()))
                  .because(delegation.reason()));
          return delegation;
        });
  }

  /** Newest first; those that are over too. */
  public List<Delegation> delegations() {
    return store.delegations(SHOWN);
  }

  private static String text(String field, String text) {
    if (text.isBlank() || text.length() > MOST_TEXT) {
      throw invalid(
          field, "'" + field + "' has " + text.length() + " characters but must have 1 to 2,000");
    }
    return text;
  }

  private static PlumblineException invalid(String field, String text) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, text).with("field", field);
  }
}
