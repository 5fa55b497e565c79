package org.plumbline.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request for predictions over HTTP: JSON, with the elements of tensors in it or as bytes behind
 * it (the extension {@code binary_tensor_data}).
 *
 * @param binary what was said of single outputs: whether they are to be bytes
 * @param binaryElse what holds for the others
 */
record HttpInference(InferRequest request, Map<String, Boolean> binary, boolean binaryElse)
    implements Asked<HttpReply> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a body.
   *
   * @param jsonLength how many of its bytes are JSON, all when it is empty
   */
  static HttpInference read(byte[] body, OptionalInt jsonLength) {
    int end = jsonLength.orElse(body.length);
    if (end < 0 || end > body.length) {
      throw Refusals.request(
          "Inference-Header-Content-Length is %s, but the body has %s bytes"
              .formatted(end, body.length));
    }
    JsonNode json = json(body, end);
    JsonNode parameters = parameters("the request", json.get("parameters"));
    var rest = ByteBuffer.wrap(body, end, body.length - end);
    List<Tensor> inputs = new ArrayList<>();
    for (JsonNode input : list(json, "inputs")) {
      inputs.add(tensor(input, rest));
    }
    if (rest.hasRemaining()) {
      throw Refusals.request(
          "The body has %s bytes that no input's binary_data_size speaks of"
              .formatted(rest.remaining()));
    }
    List<String> outputs = new ArrayList<>();
    Map<String, Boolean> binary = new HashMap<>();
    for (JsonNode output : list(json, "outputs")) {
      String name = text(output, "name", "an output");
      outputs.add(name);
      JsonNode wanted = parameters(name, output.get("parameters")).get("binary_data");
      if (wanted != null) {
        binary.put(name, truth("binary_data", wanted));
      }
    }
    JsonNode all = parameters.get("binary_data_output");
    return new HttpInference(
        new InferRequest(id(json), options(parameters), inputs, outputs),
        binary,
        all != null && truth("binary_data_output", all));
  }

  private static JsonNode json(byte[] body, int length) {
    try {
      JsonNode json = JSON.readTree(body, 0, length);
      if (!json.isObject()) {
        throw Refusals.request("The body is not a JSON object with 'inputs'");
      }
      return json;
    } catch (JsonProcessingException noJson) {
      throw Refusals.request("The body is not valid JSON: " + noJson.getOriginalMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Tensor tensor(JsonNode input, ByteBuffer rest) {
    String name = text(input, "name", "an input");
    DataType type = DataType.of(input.path("datatype").textValue(), name);
    Shape shape = shape(name, input.get("shape"));
    JsonNode parameters = parameters(name, input.get("parameters"));
    JsonNode size = parameters.get("binary_data_size");
    Elements elements;
    if (size == null) {
      elements = JsonElements.of(name, type, shape, input.get("data"));
    } else {
      if (input.has("data")) {
        throw Refusals.tensor(name, "has both 'data' and 'binary_data_size'");
      }
      elements = RawElements.of(name, type, shape, taken(name, size, rest));
    }
    JsonNode content = parameters.get("content_type");
    return new Tensor(
        name, type, shape, elements, content == null ? null : text("content_type", content));
  }

  private static ByteBuffer taken(String name, JsonNode size, ByteBuffer rest) {
    if (!size.isInt() || size.intValue() < 0 || size.intValue() > rest.remaining()) {
      throw Refusals.tensor(
          name,
          "has the binary_data_size %s, but %s bytes are left".formatted(size, rest.remaining()));
    }
    ByteBuffer own = rest.slice(rest.position(), size.intValue());
    rest.position(rest.position() + size.intValue());
    return own;
  }

  private static Shape shape(String name, @Nullable JsonNode sizes) {
    if (sizes == null || !sizes.isArray()) {
      throw Refusals.tensor(name, "has no list 'shape'");
    }
    List<Long> read = new ArrayList<>();
    for (JsonNode size : sizes) {
      if (!size.isIntegralNumber() || !size.canConvertToLong()) {
        throw Refusals.tensor(name, "has the size %s in its shape".formatted(size));
      }
      read.add(size.longValue());
    }
    return Shape.of(read, name);
  }

  private static InferRequest.Options options(JsonNode parameters) {
    parameters.fieldNames().forEachRemaining(InferRequest.Options::demandHarmless);
    JsonNode content = parameters.get("content_type");
    JsonNode explain = parameters.get("explain");
    if (explain != null && !explain.isInt()) {
      throw Refusals.field("explain", "is %s; it counts reasons".formatted(explain));
    }
    return new InferRequest.Options(
        content == null ? null : text("content_type", content),
        explain == null ? 0 : explain.intValue());
  }

  private static String id(JsonNode json) {
    JsonNode id = json.get("id");
    return id == null || id.isNull() ? "" : text("id", id);
  }

  private static JsonNode list(JsonNode json, String field) {
    JsonNode list = json.get(field);
    if (list == null || list.isNull()) {
      return JSON.createArrayNode();
    }
    if (!list.isArray()) {
      throw Refusals.field(field, "is no list");
    }
    return list;
  }

  private static JsonNode parameters(String of, @Nullable JsonNode parameters) {
    if (parameters == null || parameters.isNull()) {
      return JSON.createObjectNode();
    }
    if (!parameters.isObject()) {
      throw Refusals.field("parameters", "of %s is no object".formatted(Refusals.cut(of)));
    }
    return parameters;
  }

  private static String text(JsonNode json, String field, String of) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw Refusals.field(field, "of %s is missing".formatted(of));
    }
    return value.textValue();
  }

  private static String text(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw Refusals.field(field, "is %s; it is a text".formatted(value));
    }
    return value.textValue();
  }

  private static boolean truth(String field, JsonNode value) {
    if (!value.isBoolean()) {
      throw Refusals.field(field, "is %s; it is true or false".formatted(value));
    }
    return value.booleanValue();
  }

  @Override
  public HttpReply write(InferAnswer answer) {
    var bytes = new ByteArrayOutputStream(512);
    var behind = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model_name", answer.model());
      if (!answer.version().isEmpty()) {
        json.writeStringField("model_version", answer.version());
      }
      if (!answer.id().isEmpty()) {
        json.writeStringField("id", answer.id());
      }
      if (!answer.parameters().isEmpty()) {
        json.writeObjectFieldStart("parameters");
        for (var parameter : answer.parameters().entrySet()) {
          json.writeStringField(parameter.getKey(), parameter.getValue());
        }
        json.writeEndObject();
      }
      json.writeArrayFieldStart("outputs");
      for (OutputTensor output : answer.outputs()) {
        write(json, output, behind);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (behind.size() == 0) {
      return new HttpReply(200, bytes.toByteArray(), OptionalInt.empty());
    }
    int length = bytes.size();
    bytes.writeBytes(behind.toByteArray());
    return new HttpReply(200, bytes.toByteArray(), OptionalInt.of(length));
  }

  private void write(JsonGenerator json, OutputTensor output, ByteArrayOutputStream behind)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", output.name());
    json.writeStringField("datatype", output.type().name());
    json.writeArrayFieldStart("shape");
    for (long size : output.shape().sizes()) {
      json.writeNumber(size);
    }
    json.writeEndArray();
    if (binary.getOrDefault(output.name(), binaryElse)) {
      byte[] raw = output.raw();
      behind.writeBytes(raw);
      json.writeObjectFieldStart("parameters");
      json.writeNumberField("binary_data_size", raw.length);
      json.writeEndObject();
    } else {
      json.writeArrayFieldStart("data");
      writeData(json, output);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeData(JsonGenerator json, OutputTensor output) throws IOException {
    switch (output) {
      case OutputTensor.Numbers numbers -> {
        for (double value : numbers.values()) {
          json.writeNumber(value);
        }
      }
      case OutputTensor.Wholes wholes -> {
        for (long value : wholes.values()) {
          json.writeNumber(value);
        }
      }
      case OutputTensor.Texts texts -> {
        for (String value : texts.values()) {
          json.writeString(value);
        }
      }
    }
  }
}
