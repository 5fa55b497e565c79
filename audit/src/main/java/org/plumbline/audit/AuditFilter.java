package org.plumbline.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; an absent part lets everything pass.
 *
 * @param actor a user's name, or the pseudonym of an erased one
 * @param object an object's kind or id
 * @param outcome {@code done}, {@code refused}, or the code of a problem
 * @param text words that all stand in the entry's action, object, reason, or values before or
 *     after; what is sealed is not searched
 * @param from inclusive
 * @param to exclusive
 */
public record AuditFilter(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String object,
    @Nullable String outcome,
    @Nullable String text,
    @Nullable Instant from,
    @Nullable Instant to) {
  public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null);

  public AuditFilter actor(@Nullable String wanted) {
    return new AuditFilter(wanted, action, object, outcome, text, from, to);
  }

  public AuditFilter action(@Nullable String wanted) {
    return new AuditFilter(actor, wanted, object, outcome, text, from, to);
  }

  public AuditFilter object(@Nullable String wanted) {
    return new AuditFilter(actor, action, wanted, outcome, text, from, to);
  }

  public AuditFilter outcome(@Nullable String wanted) {
    return new AuditFilter(actor, action, object, wanted, text, from, to);
  }

  public AuditFilter text(@Nullable String words) {
    return new AuditFilter(actor, action, object, outcome, words, from, to);
  }

  public AuditFilter between(@Nullable Instant start, @Nullable Instant end) {
    return new AuditFilter(actor, action, object, outcome, text, start, end);
  }
}
