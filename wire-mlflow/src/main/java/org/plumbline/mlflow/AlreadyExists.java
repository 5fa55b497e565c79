package org.plumbline.mlflow;

import java.util.function.Supplier;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** A name that is taken: the one conflict that clients look for by a code of its own. */
final class AlreadyExists extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AlreadyExists(PlumblineException conflict) {
    super(conflict.text(), conflict);
  }

  /** Tells a taken name by the code that clients look for. */
  static <T> T named(Supplier<T> change) {
    try {
      return change.get();
    } catch (PlumblineException refused) {
      if (refused.code() == ErrorCode.CONFLICT && "name".equals(refused.details().get("field"))) {
        throw new AlreadyExists(refused);
      }
      throw refused;
    }
  }

  MlflowError error() {
    return new MlflowError("RESOURCE_ALREADY_EXISTS", 400, String.valueOf(getMessage()));
  }
}
