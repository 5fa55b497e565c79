package org.plumbline.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;

/** A real broker that is its own controller, in this process. */
public final class Broker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final String address;
  private final KafkaProducer<String, String> producer;

  private Broker(KafkaRaftServer server, String address) {
    this.server = server;
    this.address = address;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer());
  }

  public static Broker start() throws IOException {
    Path directory = Files.createTempDirectory("kafka");
    int port = freePort();
    int controller = freePort();
    var properties = new Properties();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", "1");
    properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
    properties.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("log.dirs", directory.resolve("data").toString());
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("transaction.state.log.num.partitions", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    properties.setProperty("group.min.session.timeout.ms", "1000");
    properties.setProperty("auto.create.topics.enable", "false");
    Path file = directory.resolve("server.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    var said =
        new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    if (StorageTool.execute(format, said) != 0) {
      throw new IOException("the broker's directory could not be formatted");
    }
    var server = new KafkaRaftServer(new kafka.server.KafkaConfig(properties), Time.SYSTEM);
    server.startup();
    return new Broker(server, "127.0.0.1:" + port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Settings with topics of their own. */
  KafkaSettings settings(String name, int partitions) {
    var settings =
        new KafkaSettings(
            address,
            name + ".requests",
            name + ".predictions",
            name + ".refused",
            name,
            // A killed member is missed soon.
            Map.of("session.timeout.ms", "2000", "heartbeat.interval.ms", "300"));
    createTopics(partitions, settings.requests(), settings.predictions());
    createTopics(1, settings.refused());
    return settings;
  }

  public String address() {
    return address;
  }

  public void createTopics(int partitions, String... names) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) address))) {
      admin
          .createTopics(
              Stream.of(names).map(name -> new NewTopic(name, partitions, (short) 1)).toList())
          .all()
          .get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public void send(String topic, String key, String value) {
    var _ = producer.send(new ProducerRecord<>(topic, key, value));
  }

  /** Sends with a time of the record's own. */
  void send(String topic, String value, Instant at) {
    var _ = producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), null, value));
  }

  /** All committed records of a topic, once they fulfil what is awaited. */
  public List<ConsumerRecord<String, String>> await(
      String topic, Predicate<List<ConsumerRecord<String, String>>> awaited) {
    producer.flush();
    var found = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                address,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
      while (!awaited.test(found)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("only " + found.size() + " records came to " + topic);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      // What comes once too often comes at once.
      consumer.poll(Duration.ofMillis(500)).forEach(found::add);
    }
    return found;
  }

  @Override
  public void close() {
    producer.close();
    server.shutdown();
    server.awaitShutdown();
  }
}
