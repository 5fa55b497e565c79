package org.plumbline.http.prediction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Principal;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.AnswerMemory;

/**
 * That a request counts once, however often it is sent.
 *
 * @param request a hash of all that the answer depends on; borrowed
 * @param repeated is told, before the answer is given, that it was given before
 */
public record Once(AnswerMemory.Key key, byte[] request, Runnable repeated) {
  public static final String HEADER = "Idempotency-Key";

  /** Goes back with an answer that was given before. */
  public static final String REPLAYED = "Idempotency-Replayed";

  /**
   * What a header asks for.
   *
   * @param header as the caller sent it, null without
   * @param rest what the answer depends on beside the body
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD for what is no key
   */
  public static Optional<Once> of(
      @Nullable String header,
      ModelName model,
      Principal caller,
      byte[] body,
      String rest,
      Runnable repeated) {
    if (header == null) {
      return Optional.empty();
    }
    if (!AnswerMemory.Key.isKey(header)) {
      throw Query.invalid(HEADER, header, "1 to 200 visible ASCII characters");
    }
    var key = new AnswerMemory.Key(model, caller.username(), header);
    return Optional.of(new Once(key, hash(body, rest), repeated));
  }

  private static byte[] hash(byte[] body, String rest) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(body);
      return sha.digest(rest.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
