package org.plumbline.governance.policy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.governance.Policy;
import org.plumbline.governance.PolicyFormat;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/**
 * Publishes policies and puts them in force.
 *
 * <p>A published version never changes; what holds is changed by attaching another version, which
 * takes another person than its author. Safe to share between threads.
 */
public final class Policies {
  private final Transactions transactions;
  private final PolicyStore store;
  private final PoliciesInForce inForce;
  private final PolicyFormat format;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Policies(
      Transactions transactions,
      PolicyStore store,
      PoliciesInForce inForce,
      PolicyFormat format,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.inForce = inForce;
    this.format = format;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Reads a draft and runs its tests; nothing is kept.
   *
   * @throws PlumblineException INVALID_FIELD when it is no policy
   */
  public PolicyCheck check(String text) {
    return PolicyCheck.of(format.read(text));
  }

  /**
   * Keeps a policy as the next version of its name, once its tests pass. It does not hold anywhere
   * yet.
   *
   * @throws PlumblineException INVALID_FIELD when it is no policy; REFUSED when a test fails
   */
  public PolicyVersion publish(String text, String note, Actor author) {
    Policy policy = format.read(text);
    demandPassing(policy);
    Instant now = clock.instant();
    return transactions.in(
        tx -> {
          var draft = new PolicyVersion(0, policy, text, author.username(), note, now);
          PolicyVersion published = draft.numbered(store.add(tx, draft));
          Map<String, String> after = new LinkedHashMap<>();
          after.put("rules", Integer.toString(policy.rules().size()));
          after.put("tests", Integer.toString(policy.tests().size()));
          audit.append(
              tx,
              AuditEvent.of(author, "policy.published", "policy", published.label())
                  .after(after)
                  .because(note));
          return published;
        });
  }

  /**
   * Lets a version hold for a scope from now on, in place of another version of the same policy.
   *
   * @throws PlumblineException NOT_FOUND; REFUSED when a test fails or the author attaches it
   */
  public Attachment attach(PolicyScope scope, String name, int number, String reason, Actor by) {
    PolicyVersion version = inForce.load(name, number);
    demandPassing(version.policy());
    // Whoever has the data directory in hand needs no second person to be stopped by.
    if (version.author().equals(by.username()) && !by.username().startsWith("system:")) {
      throw PlumblineException.of(
              ErrorCode.REFUSED,
              by.username()
                  + " published "
                  + version.label()
                  + " and cannot put it in force; ask somebody else")
          .with("rules", List.of("SEPARATION_OF_DUTIES"));
    }
    return change(
        new Attachment(scope, name, number, true, by.username(), reason, clock.instant()),
        "policy.attached",
        by);
  }

  /**
   * Takes a policy off a scope.
   *
   * @throws PlumblineException NOT_FOUND when it does not hold there
   */
  public Attachment detach(PolicyScope scope, String name, String reason, Actor by) {
    Attachment held =
        store.attached().stream()
            .filter(one -> one.scope().equals(scope) && one.policy().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    PlumblineException.of(
                        ErrorCode.NOT_FOUND, "Policy " + name + " is not attached to " + scope));
    return change(
        new Attachment(scope, name, held.number(), false, by.username(), reason, clock.instant()),
        "policy.detached",
        by);
  }

  private Attachment change(Attachment attachment, String action, Actor by) {
    return transactions.in(
        tx -> {
          store.attach(tx, attachment);
          audit.append(
              tx,
              AuditEvent.of(by, action, "policy", attachment.policy() + " " + attachment.number())
                  .after(Map.of("scope", attachment.scope().toString()))
                  .because(attachment.reason()));
          return attachment;
        });
  }

  private static void demandPassing(Policy policy) {
    PolicyCheck check = PolicyCheck.of(policy);
    if (!check.passed()) {
      throw PlumblineException.of(
              ErrorCode.REFUSED,
              "Policy "
                  + policy.name()
                  + " fails its own tests: "
                  + String.join("; ", check.failures()))
          .with("rules", List.of("POLICY_TEST_FAILED"));
    }
  }
}
