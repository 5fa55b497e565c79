package org.plumbline.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a code: either the caller's fault or ours, never a policy refusal (that is a
 * value).
 *
 * <p>The message says what was refused, the value, the rule and the way out, and is shown to
 * people; it holds no secret. Details are machine-readable facts such as {@code field} or {@code
 * row}.
 */
public final class PlumblineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> details;

  private PlumblineException(
      ErrorCode code, String message, Map<String, Object> details, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  public static PlumblineException of(ErrorCode code, String message) {
    return new PlumblineException(code, message, Map.of(), null);
  }

  public static PlumblineException of(ErrorCode code, String message, Throwable cause) {
    return new PlumblineException(code, message, Map.of(), cause);
  }

  /** The same failure with one more machine-readable fact. */
  public PlumblineException with(String key, Object value) {
    var more = new LinkedHashMap<>(details);
    more.put(key, value);
    var copy = new PlumblineException(code, text(), more, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  public ErrorCode code() {
    return code;
  }

  /** Facts in insertion order; values are strings, numbers, booleans or lists of them. */
  public Map<String, Object> details() {
    return details;
  }

  /** The message, never null. */
  public String text() {
    String message = getMessage();
    return message == null ? code.title() : message;
  }
}
