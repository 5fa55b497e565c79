package org.plumbline.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Records as JSON and back, the one way all stores write them.
 *
 * <p>Sorted keys, ISO-8601 times, absent means null: the same record gives the same bytes. Reading
 * is strict, since an unknown field in our own store means it was written by a newer release.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          // Records are written by their components only: a method `isX` or `getX` is no field.
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .build();

  private Json() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("Cannot write " + value.getClass() + " as JSON", failure);
    }
  }

  public static byte[] writeBytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("Cannot write " + value.getClass() + " as JSON", failure);
    }
  }

  /**
   * Reads a value of the type.
   *
   * @throws PlumblineException TAMPERED when the text is not what {@link #write} gives
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException failure) {
      throw unreadable(type.getSimpleName(), failure);
    }
  }

  /** As {@link #read(String, Class)}, for generic types. */
  public static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException failure) {
      throw unreadable(type.getType().getTypeName(), failure);
    }
  }

  /** As {@link #read(String, Class)}, from UTF-8 bytes. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException failure) {
      throw unreadable(type.getSimpleName(), failure);
    }
  }

  /** As {@link #read(String, TypeReference)}, from UTF-8 bytes. */
  public static <T> T read(byte[] json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException failure) {
      throw unreadable(type.getType().getTypeName(), failure);
    }
  }

  /**
   * The named values of an object, passing over all others, which takes a part of the time.
   *
   * @throws PlumblineException as {@link #read(String, Class)}
   */
  public static Map<String, Object> readSome(String json, Set<String> names) {
    Map<String, Object> some = new HashMap<>();
    try (JsonParser parser = MAPPER.createParser(json)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (names.contains(name)) {
          some.put(name, MAPPER.readValue(parser, Object.class));
        } else {
          parser.skipChildren();
        }
      }
      return some;
    } catch (IOException failure) {
      throw unreadable("object", failure);
    }
  }

  private static PlumblineException unreadable(String type, Exception failure) {
    return PlumblineException.of(
        ErrorCode.TAMPERED,
        "A stored "
            + type
            + " cannot be read; it was changed by hand or written by a newer release",
        failure);
  }
}
