package org.plumbline.http.entrance;

import static org.plumbline.kernel.Require.require;

/** What one client may ask for; a full share may be used at once. */
public record Rates(int predictionsPerSecond, int requestsPerSecond, int signInsPerMinute) {
  public Rates {
    require(
        predictionsPerSecond > 0, "predictions per second %s must be > 0", predictionsPerSecond);
    require(requestsPerSecond > 0, "requests per second %s must be > 0", requestsPerSecond);
    require(signInsPerMinute > 0, "sign-ins per minute %s must be > 0", signInsPerMinute);
  }

  /** High enough for one busy scoring client, low enough that guessing passwords is hopeless. */
  public static Rates standard() {
    return new Rates(100_000, 500, 120);
  }
}
