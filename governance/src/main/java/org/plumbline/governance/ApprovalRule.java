package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/**
 * How many people must approve a change where an expression holds.
 *
 * @param when a CEL expression over the facts; what is not known does not demand
 * @param required approvals, 1 or more
 * @param of the people whose approvals count, empty for everybody who may approve
 * @param reason one sentence for people
 */
public record ApprovalRule(String name, String when, int required, List<String> of, String reason) {
  public ApprovalRule {
    require(!name.isBlank(), "An approval rule needs a name");
    require(!when.isBlank(), "Approval rule '%s' needs an expression", name);
    of = List.copyOf(of);
    require(
        required >= 1, "Approval rule '%s' asks for %s approvals, not 1 or more", name, required);
    require(
        of.isEmpty() || required <= of.size(),
        "Approval rule '%s' asks for %s approvals of %s people",
        name,
        required,
        of.size());
  }
}
