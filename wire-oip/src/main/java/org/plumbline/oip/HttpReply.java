package org.plumbline.oip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * What goes back over HTTP.
 *
 * @param jsonLength where its JSON ends when bytes follow
 */
record HttpReply(int status, byte[] body, OptionalInt jsonLength) {
  static HttpReply json(int status, JsonNode body) {
    return new HttpReply(
        status, body.toString().getBytes(StandardCharsets.UTF_8), OptionalInt.empty());
  }

  static HttpReply error(int status, String message) {
    return json(status, JsonNodeFactory.instance.objectNode().put("error", message));
  }
}
