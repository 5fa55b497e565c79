package org.plumbline.mlflow;

import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.audit.Actor;

/**
 * A request that was let in: who sent it and what it says.
 *
 * @param address scheme, host and port that the caller reached us by
 */
record Call(Principal caller, Actor actor, Fields fields, String address) {
  /** Lets the caller pass for more than the route asks for. */
  void demand(Permission permission) {
    caller.demand(permission);
  }
}
