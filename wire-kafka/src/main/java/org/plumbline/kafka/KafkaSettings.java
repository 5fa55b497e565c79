package org.plumbline.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;

/**
 * Which broker and topics.
 *
 * @param brokers addresses as Kafka's clients take them
 * @param requests the topic that is answered
 * @param predictions the topic of the answers
 * @param refused the topic of what could not be answered, with the problem
 * @param group the consumer group that all instances share
 * @param client further properties of Kafka's clients, such as for TLS
 */
public record KafkaSettings(
    String brokers,
    String requests,
    String predictions,
    String refused,
    String group,
    Map<String, String> client) {
  public static final String BROKERS = "PLUMBLINE_KAFKA_BROKERS";
  public static final String REQUESTS = "PLUMBLINE_KAFKA_REQUESTS";
  public static final String PREDICTIONS = "PLUMBLINE_KAFKA_PREDICTIONS";
  public static final String REFUSED = "PLUMBLINE_KAFKA_REFUSED";
  public static final String GROUP = "PLUMBLINE_KAFKA_GROUP";
  public static final String CLIENT_FILE = "PLUMBLINE_KAFKA_CLIENT_FILE";

  private static final String FAMILY = "PLUMBLINE_KAFKA_";
  private static final List<String> KNOWN =
      List.of(BROKERS, REQUESTS, PREDICTIONS, REFUSED, GROUP, CLIENT_FILE);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  public KafkaSettings {
    client = Map.copyOf(client);
  }

  /**
   * What the environment says; off unless it names brokers.
   *
   * @throws PlumblineException INVALID_CONFIGURATION for what is malformed or without effect
   */
  public static Optional<KafkaSettings> of(Map<String, String> environment) {
    Settings given = Settings.of(environment, FAMILY, KNOWN);
    if (!given.isOn(BROKERS, KNOWN)) {
      return Optional.empty();
    }
    var settings =
        new KafkaSettings(
            given.text(BROKERS),
            name(given, REQUESTS, "plumbline.requests"),
            name(given, PREDICTIONS, "plumbline.predictions"),
            name(given, REFUSED, "plumbline.refused"),
            name(given, GROUP, "plumbline"),
            client(given.text(CLIENT_FILE)));
    if (settings.requests.equals(settings.predictions)
        || settings.requests.equals(settings.refused)) {
      throw Settings.invalid(
          REQUESTS + " must be a topic of its own: answers would be taken for requests");
    }
    return Optional.of(settings);
  }

  private static String name(Settings given, String variable, String otherwise) {
    String text = given.text(variable);
    String name = text.isEmpty() ? otherwise : text;
    if (!NAME.matcher(name).matches()) {
      throw Settings.invalid(
          variable + " is '" + name + "': use 1 to 249 letters, digits, dots, dashes, underscores");
    }
    return name;
  }

  private static Map<String, String> client(String file) {
    if (file.isEmpty()) {
      return Map.of();
    }
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION,
          CLIENT_FILE + " names " + file + ", which cannot be read as properties",
          unreadable);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
