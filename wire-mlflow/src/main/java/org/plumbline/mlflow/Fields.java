package org.plumbline.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * What a request says, read by the rules of the JSON form of protocol buffers: a field goes by its
 * own name or the one in camel case, null is absent, a whole number may be a number or text, and a
 * double may be NaN or infinite as text. Fields that nobody asks for are ignored, as clients of
 * newer releases send more than older servers know.
 */
final class Fields {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final JsonNode node;

  private Fields(JsonNode node) {
    this.node = node;
  }

  /**
   * Reads a body; an empty one has no fields.
   *
   * @throws PlumblineException BAD_REQUEST when it is no JSON object
   */
  static Fields ofBody(byte[] body) {
    if (body.length == 0) {
      return new Fields(JsonNodeFactory.instance.objectNode());
    }
    try {
      JsonNode read = JSON.readTree(body);
      if (read != null && read.isObject()) {
        return new Fields(read);
      }
    } catch (JsonProcessingException noJson) {
      throw PlumblineException.of(
          ErrorCode.BAD_REQUEST,
          "The body is not valid JSON near line "
              + (noJson.getLocation() == null ? 1 : noJson.getLocation().getLineNr()),
          noJson);
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
    throw PlumblineException.of(ErrorCode.BAD_REQUEST, "The body is not a JSON object");
  }

  /** Reads the parameters of an address. */
  static Fields ofQuery(Iterable<Map.Entry<String, String>> parameters) {
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> parameter : parameters) {
      JsonNode present = read.get(parameter.getKey());
      if (present == null) {
        read.put(parameter.getKey(), parameter.getValue());
      } else {
        ArrayNode values = present instanceof ArrayNode many ? many : read.arrayNode().add(present);
        read.set(parameter.getKey(), values.add(parameter.getValue()));
      }
    }
    return new Fields(read);
  }

  /**
   * The text of a field that must be there and not be empty.
   *
   * @throws PlumblineException MISSING_FIELD or INVALID_FIELD
   */
  String text(String name) {
    return find(name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
  }

  /** The text of a field; empty text counts. */
  Optional<String> find(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    // Ids are text on this wire, but people write numbers.
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw invalid(name, value, "text");
    }
    if (value.asText().indexOf('\0') >= 0) {
      throw invalid(name, value, "text without a NUL sign");
    }
    return Optional.of(value.asText());
  }

  /** The text of a field, empty text when it is absent. */
  String textOrEmpty(String name) {
    return find(name).orElse("");
  }

  /** The text of the first of these fields that is there and not empty. */
  String either(String name, String oldName) {
    return find(name).filter(text -> !text.isEmpty()).orElseGet(() -> text(oldName));
  }

  long number(String name) {
    return findNumber(name).orElseThrow(() -> missing(name));
  }

  Optional<Long> findNumber(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      if (value.isNumber() || value.isTextual()) {
        return Optional.of(new BigDecimal(value.asText()).longValueExact());
      }
    } catch (ArithmeticException | NumberFormatException noWholeNumber) {
      throw invalid(name, value, "a whole number of 64 bits");
    }
    throw invalid(name, value, "a whole number of 64 bits");
  }

  double decimal(String name) {
    JsonNode value = value(name);
    if (value == null) {
      throw missing(name);
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isTextual()) {
      try {
        return Double.parseDouble(value.asText());
      } catch (NumberFormatException noNumber) {
        throw invalid(name, value, "a number");
      }
    }
    throw invalid(name, value, "a number");
  }

  /** A page size from 1 to the most that is allowed. */
  int limit(int absent, int most) {
    long asked = findNumber("max_results").orElse((long) absent);
    if (asked < 1 || asked > most) {
      throw invalid("max_results", Long.toString(asked), "between 1 and " + most);
    }
    return (int) asked;
  }

  /** The constant that a field names. */
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> choices) {
    return find(name)
        .filter(text -> !text.isEmpty())
        .map(
            text -> {
              try {
                return Enum.valueOf(choices, text.toUpperCase(Locale.ROOT));
              } catch (IllegalArgumentException unknown) {
                throw invalid(
                    name, text, "one of " + java.util.Arrays.toString(choices.getEnumConstants()));
              }
            });
  }

  /** The same with these values, whatever the request says. */
  Fields with(Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    ObjectNode changed = node.deepCopy();
    values.forEach(changed::put);
    return new Fields(changed);
  }

  boolean flag(String name, boolean absent) {
    JsonNode value = value(name);
    if (value == null) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw invalid(name, value, "true or false");
    }
    return value.booleanValue();
  }

  /** The texts of a list; one value that stands alone is a list of one. */
  List<String> texts(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(text(name));
    }
    var texts = new ArrayList<String>();
    for (JsonNode item : value) {
      if (!item.isTextual() && !item.isIntegralNumber()) {
        throw invalid(name, item, "a list of texts");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  /** The objects of a list. */
  List<Fields> objects(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw invalid(name, value, "a list of objects");
    }
    var objects = new ArrayList<Fields>();
    for (JsonNode item : value) {
      if (!item.isObject()) {
        throw invalid(name, item, "a list of objects");
      }
      objects.add(new Fields(item));
    }
    return objects;
  }

  /** The object that a field holds. */
  Fields object(String name) {
    JsonNode value = value(name);
    if (value == null) {
      throw missing(name);
    }
    if (!value.isObject()) {
      throw invalid(name, value, "an object");
    }
    return new Fields(value);
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      value = node.get(camel(name));
    }
    return value == null || value.isNull() ? null : value;
  }

  private static String camel(String name) {
    var camel = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char sign = name.charAt(i);
      if (sign == '_') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(sign) : sign);
        upper = false;
      }
    }
    return camel.toString();
  }

  private static PlumblineException missing(String name) {
    return PlumblineException.of(
            ErrorCode.MISSING_FIELD, "Missing value for required parameter '" + name + "'")
        .with("field", name);
  }

  private static PlumblineException invalid(String name, JsonNode value, String rule) {
    return invalid(name, value.toString(), rule);
  }

  /** The parameter has a value that breaks a rule. */
  static PlumblineException invalid(String name, String value, String rule) {
    String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "Invalid value %s for parameter '%s': it must be %s".formatted(shown, name, rule))
        .with("field", name);
  }
}
