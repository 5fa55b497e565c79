package org.plumbline.mlflow;

import org.plumbline.audit.Actor;

/** A request that was let in: who sent it and what it says. */
record Call(Actor actor, Fields fields) {}
