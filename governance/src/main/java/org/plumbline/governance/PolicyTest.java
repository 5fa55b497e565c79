package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/**
 * What a policy must say about stated facts: it is kept beside the policy and run before the policy
 * takes effect.
 *
 * @param objections names of the rules that object or cannot tell, in any order
 */
public record PolicyTest(String name, Facts facts, Verdict verdict, List<String> objections) {
  public PolicyTest {
    require(!name.isBlank(), "A test of a policy needs a name");
    objections = List.copyOf(objections);
  }
}
