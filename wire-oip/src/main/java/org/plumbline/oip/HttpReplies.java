package org.plumbline.oip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** Makes the replies of the routes; whatever is not said to wait for nothing may wait. */
final class HttpReplies {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OipAnswers answers;

  HttpReplies(OipAnswers answers) {
    this.answers = answers;
  }

  HttpReply live() {
    return HttpReply.json(200, JSON.createObjectNode().put("live", true));
  }

  HttpReply ready() {
    boolean ready = answers.state().isReady();
    // The protocol's text says "live" here, its clients read "ready".
    return ready(JSON.createObjectNode().put("live", true), ready);
  }

  HttpReply modelReady(OipRoute.Match asked) {
    boolean ready = answers.models().isReady(asked.model(), asked.version());
    return ready(JSON.createObjectNode().put("name", asked.model()), ready);
  }

  /** A probe looks at the status only. */
  private static HttpReply ready(ObjectNode body, boolean ready) {
    return HttpReply.json(ready ? 200 : 503, body.put("ready", ready));
  }

  HttpReply metadata() {
    ObjectNode body =
        JSON.createObjectNode()
            .put("name", ServerState.NAME)
            .put("version", answers.state().version());
    OipAnswers.EXTENSIONS.forEach(body.withArray("extensions")::add);
    return HttpReply.json(200, body);
  }

  HttpReply described(OipRoute.Match asked) {
    ModelDescription model = answers.models().describe(asked.model(), asked.version());
    ObjectNode body = JSON.createObjectNode().put("name", model.name());
    model.versions().forEach(body.putArray("versions")::add);
    body.put("platform", ModelDescription.PLATFORM);
    write(body.putArray("inputs"), model.inputs());
    write(body.putArray("outputs"), model.outputs());
    body.putObject("parameters").put("content_type", "pd");
    return HttpReply.json(200, body);
  }

  private static void write(ArrayNode list, List<ModelDescription.TensorForm> tensors) {
    for (ModelDescription.TensorForm tensor : tensors) {
      ObjectNode item =
          list.addObject().put("name", tensor.name()).put("datatype", tensor.type().name());
      tensor.shape().forEach(item.putArray("shape")::add);
    }
  }

  /** Completes when the reply may be sent, on any thread; waits for nothing. */
  CompletionStage<HttpReply> infer(OipAnswers.Call call, byte[] body, OptionalInt jsonLength) {
    return answers.infer(call, () -> HttpInference.read(body, jsonLength));
  }

  HttpReply index(byte[] body) {
    JsonNode asked = object(body);
    ArrayNode list = JSON.createArrayNode();
    for (Repository.Entry entry :
        answers
            .repository()
            .index(
                asked.path("ready").asBoolean(false),
                asked.path("parameters").path("after").asText(""))) {
      ObjectNode item = list.addObject().put("name", entry.name());
      if (!entry.version().isEmpty()) {
        item.put("version", entry.version());
      }
      item.put("state", entry.state()).put("reason", entry.reason());
    }
    return HttpReply.json(200, list);
  }

  HttpReply load(OipRoute.Match asked, byte[] body) {
    JsonNode parameters = object(body).path("parameters");
    parameters.fieldNames().forEachRemaining(Repository::demandLoadParameter);
    answers.repository().load(asked.model(), parameters.path("version").asText(""));
    return HttpReply.json(200, JSON.createObjectNode());
  }

  HttpReply unload(OipRoute.Match asked, byte[] body) {
    var _ = object(body);
    answers.repository().unload(asked.model());
    return HttpReply.json(200, JSON.createObjectNode());
  }

  /** A body that may be left out. */
  private static JsonNode object(byte[] body) {
    try {
      JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      if (!json.isObject()) {
        throw Refusals.request("The body is not a JSON object");
      }
      return json;
    } catch (JsonProcessingException noJson) {
      throw Refusals.request("The body is not valid JSON: " + noJson.getOriginalMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
