package org.plumbline.store.governance;

import org.plumbline.governance.Policy;
import org.plumbline.governance.PolicyFormat;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Json;

/** Policies as JSON. */
public final class JsonPolicyFormat implements PolicyFormat {
  @Override
  public Policy read(String text) {
    try {
      return Json.read(text, Policy.class);
    } catch (RuntimeException fault) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The policy is no JSON object {name, directToProduction, rules:[{name, when, verdict,"
                  + " reason, wayOut}]}: "
                  + fault.getMessage(),
              fault)
          .with("field", "policy");
    }
  }

  @Override
  public String write(Policy policy) {
    return Json.write(policy);
  }
}
