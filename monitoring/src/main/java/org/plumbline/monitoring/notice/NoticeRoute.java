package org.plumbline.monitoring.notice;

import java.time.Duration;
import java.util.regex.Pattern;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A way out for alerts.
 *
 * <p>Its secret is kept apart and never shown again.
 *
 * @param address where notices go: a URL, or mail addresses parted by commas
 * @param match which alerts are told
 * @param after how long an alert must have been told to others without being acknowledged before it
 *     is told here; zero for the first who are told
 */
public record NoticeRoute(
    String name,
    NoticeForm form,
    String address,
    AlertMatch match,
    Duration after,
    boolean enabled) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Duration LONGEST = Duration.ofDays(7);

  /**
   * A checked route.
   *
   * @throws PlumblineException INVALID_FIELD
   */
  public NoticeRoute {
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "name", "'%s' is no name of a route: use a-z, 0-9 and -, at most 63".formatted(name));
    }
    if (after.isNegative() || after.compareTo(LONGEST) > 0) {
      throw invalid("after", "'%s' must lie between PT0S and P7D".formatted(after));
    }
  }

  static PlumblineException invalid(String field, String text) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, text).with("field", field);
  }
}
