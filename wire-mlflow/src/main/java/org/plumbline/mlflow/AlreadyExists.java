package org.plumbline.mlflow;

import org.plumbline.kernel.PlumblineException;

/** A name that is taken: the one conflict that clients look for by a code of its own. */
final class AlreadyExists extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AlreadyExists(PlumblineException conflict) {
    super(conflict.text(), conflict);
  }

  MlflowError error() {
    return new MlflowError("RESOURCE_ALREADY_EXISTS", 400, String.valueOf(getMessage()));
  }
}
