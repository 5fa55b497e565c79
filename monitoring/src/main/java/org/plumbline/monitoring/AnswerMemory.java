package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;

/**
 * Remembers what was answered to requests that bear a key, so that a repeated one gets the same
 * answer and is logged once, on any instance and after any crash. Safe to share.
 */
public interface AnswerMemory {
  /** What was answered to the request of that key, as long as it is remembered. */
  Optional<Remembered> find(Key key);

  /**
   * Logs the rows and remembers the answer, both or neither; when another request of the key was
   * first, logs nothing and gives what that one was answered.
   *
   * @throws org.plumbline.kernel.PlumblineException STORE_UNAVAILABLE or STORE_FULL
   */
  Remembered remember(Key key, Remembered answer, List<LoggedPrediction> rows);

  /**
   * Keys of different callers and models have nothing to do with each other.
   *
   * @param caller who chose the key
   * @param text 1 to 200 visible ASCII characters
   */
  record Key(ModelName model, String caller, String text) {
    /** What is longer is refused, as an index entry must fit a page. */
    public static final int LENGTH = 200;

    public Key {
      require(isKey(text), "a key has 1 to %s visible ASCII characters", LENGTH);
    }

    public static boolean isKey(String text) {
      return !text.isEmpty()
          && text.length() <= LENGTH
          && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
  }

  /**
   * A request and its answer.
   *
   * @param request a hash of all that the answer depends on
   * @param json borrowed; leave it as it is
   */
  record Remembered(byte[] request, byte[] json) {
    public boolean isOf(byte[] other) {
      return Arrays.equals(request, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Remembered that
          && isOf(that.request)
          && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(request);
    }
  }
}
