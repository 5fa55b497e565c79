package org.plumbline.http.problem;

/** Ends a request with a problem that names several fields; carries no stack, as it is no fault. */
public final class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public RefusedRequest(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
