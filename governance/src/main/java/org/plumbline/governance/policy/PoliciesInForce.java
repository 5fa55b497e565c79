package org.plumbline.governance.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.governance.DefaultPolicy;
import org.plumbline.governance.PolicyEngine;
import org.plumbline.governance.PolicyFormat;
import org.plumbline.governance.PolicySet;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.RiskTier;

/**
 * Tells which policies there are, and which hold for a model.
 *
 * <p>While nothing is attached everywhere, the policy that ships with the program holds there.
 * Writes nothing; safe to share between threads.
 */
public final class PoliciesInForce {
  private final PolicyReader reader;
  private final PolicyVersion shipped;

  /** Compiled once: a version never changes. */
  private final Map<String, PolicyEngine> engines = new ConcurrentHashMap<>();

  public PoliciesInForce(PolicyReader reader, PolicyFormat format) {
    this.reader = reader;
    String text = DefaultPolicy.text();
    this.shipped =
        new PolicyVersion(
            0, format.read(text), text, "plumbline", "ships with the program", Instant.EPOCH);
  }

  /** The policies that hold for a model of that tier now, the widest scope first. */
  public PolicySet of(ModelName model, RiskTier tier) {
    return new PolicySet(
        attached().stream()
            .filter(one -> one.scope().holds(model, tier))
            .map(one -> engine(load(one.policy(), one.number())))
            .toList());
  }

  /** What holds where, the widest scope first. */
  public List<Attachment> attached() {
    List<Attachment> attached = new ArrayList<>(reader.attached());
    if (attached.stream().noneMatch(one -> one.scope() instanceof PolicyScope.Everywhere)) {
      attached.addFirst(
          new Attachment(
              new PolicyScope.Everywhere(),
              shipped.name(),
              shipped.number(),
              true,
              shipped.author(),
              shipped.note(),
              shipped.at()));
    }
    return attached;
  }

  /** The newest version of each policy, by name. */
  public List<PolicyVersion> list() {
    List<PolicyVersion> all = new ArrayList<>(reader.latest());
    if (all.stream().noneMatch(one -> one.name().equals(shipped.name()))) {
      all.addFirst(shipped);
    }
    return all;
  }

  /**
   * All versions of one policy, newest first.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public List<PolicyVersion> versions(String name) {
    List<PolicyVersion> all = new ArrayList<>(reader.versions(name));
    if (name.equals(shipped.name())) {
      all.add(shipped);
    }
    if (all.isEmpty()) {
      throw unknown(name);
    }
    return all;
  }

  /**
   * One version of a policy.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public PolicyVersion load(String name, int number) {
    return number == shipped.number() && name.equals(shipped.name())
        ? shipped
        : reader.find(name, number).orElseThrow(() -> unknown(name + " " + number));
  }

  /** Every attachment and taking off, newest first. */
  public List<Attachment> history(int limit) {
    return reader.history(limit);
  }

  private static PlumblineException unknown(String what) {
    return PlumblineException.of(
        ErrorCode.NOT_FOUND, "There is no policy " + what + "; list them first");
  }

  private PolicyEngine engine(PolicyVersion version) {
    return engines.computeIfAbsent(
        version.label(), label -> new PolicyEngine(version.policy(), label));
  }
}
