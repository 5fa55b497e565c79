package org.plumbline.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;

/**
 * Reads requests, answers them, and sends the answers together with the place that was read to, in
 * one transaction of the broker.
 *
 * <p>What breaks in between is done again from the last place: the log knows what it has answered,
 * and a transaction that did not end is not seen by readers of committed records. While the log
 * cannot take more, nothing more is read: Kafka keeps it. One thread owns both clients.
 */
public final class KafkaBridge implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KafkaBridge.class.getName());

  private static final int EVENTS_AT_ONCE = 500;

  /** Rows on their way to the log: less than it lets wait, as others ask too. */
  private static final int ROWS_AT_ONCE = 5_000;

  /** An event counts as so many rows at least, as the scoring pool lets only so many calls wait. */
  private static final int LEAST_ROWS = 80;

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final byte[] CLOUD_EVENT =
      "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.US_ASCII);

  private final KafkaSettings settings;
  private final EventAnswers answers;
  private final Executor workers = Thread::startVirtualThread;
  private final Semaphore rows = new Semaphore(ROWS_AT_ONCE);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  private KafkaBridge(KafkaSettings settings, EventAnswers answers) {
    this.settings = settings;
    this.answers = answers;
    this.thread = Thread.ofPlatform().name("kafka-requests").daemon().unstarted(this::run);
  }

  /** Starts to answer; {@link #close} ends it. */
  public static KafkaBridge start(KafkaSettings settings, EventAnswers answers) {
    var bridge = new KafkaBridge(settings, answers);
    bridge.thread.start();
    return bridge;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (isOpen()) {
      long begun = System.nanoTime();
      try {
        session();
        return;
      } catch (WakeupException stop) {
        return;
      } catch (RuntimeException broken) {
        boolean lasted = System.nanoTime() - begun > LONGEST_PAUSE.toNanos();
        pause = lasted ? FIRST_PAUSE : longer(pause);
        LOG.log(
            System.Logger.Level.WARNING,
            "The connection to Kafka broke; it is opened anew, from the last place",
            broken);
        await(pause);
      }
    }
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void session() {
    try (var reader = new KafkaConsumer<byte[], byte[]>(consumerSettings());
        var producer = new KafkaProducer<byte[], byte[]>(producerSettings())) {
      consumer = reader;
      producer.initTransactions();
      reader.subscribe(List.of(settings.requests()));
      Duration pause = FIRST_PAUSE;
      while (isOpen()) {
        ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
        if (records.isEmpty()) {
          continue;
        }
        Optional<List<ProducerRecord<byte[], byte[]>>> answered = answer(records);
        if (answered.isPresent()) {
          send(answered.get(), records, reader, producer);
          pause = FIRST_PAUSE;
        } else {
          rewind(records, reader);
          await(pause);
          pause = longer(pause);
        }
      }
    } finally {
      consumer = null;
    }
  }

  /** Empty when some cannot be answered for now. */
  private Optional<List<ProducerRecord<byte[], byte[]>>> answer(
      ConsumerRecords<byte[], byte[]> records) {
    List<CompletableFuture<Optional<ProducerRecord<byte[], byte[]>>>> tasks = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      tasks.add(CompletableFuture.supplyAsync(() -> answer(record), workers));
    }
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(tasks.size());
    boolean whole = true;
    for (var task : tasks) {
      Optional<ProducerRecord<byte[], byte[]>> one = task.join();
      whole &= one.isPresent();
      one.ifPresent(all::add);
    }
    return whole ? Optional.of(all) : Optional.empty();
  }

  private Optional<ProducerRecord<byte[], byte[]>> answer(ConsumerRecord<byte[], byte[]> record) {
    Instant recorded = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    try {
      RequestEvent event = RequestEvent.read(record.value(), recorded);
      return Optional.of(
          record(settings.predictions(), record, AnswerEvents.answered(event, answered(event))));
    } catch (PlumblineException failure) {
      return EventAnswers.isTransient(failure)
          ? Optional.empty()
          : Optional.of(refused(record, recorded, failure));
    } catch (RuntimeException failure) {
      return Optional.of(refused(record, recorded, failure));
    }
  }

  private List<LoggedPrediction> answered(RequestEvent event) {
    int share = Math.clamp(event.rows().size(), LEAST_ROWS, ROWS_AT_ONCE);
    rows.acquireUninterruptibly(share);
    try {
      return answers.answer(event);
    } finally {
      rows.release(share);
    }
  }

  private ProducerRecord<byte[], byte[]> refused(
      ConsumerRecord<byte[], byte[]> record, Instant recorded, RuntimeException failure) {
    Problem problem = Problems.of(failure);
    String place = record.topic() + "/" + record.partition() + "/" + record.offset();
    if (problem.status() >= 500) {
      LOG.log(System.Logger.Level.ERROR, "The request " + place + " failed", failure);
    }
    return record(
        settings.refused(), record, AnswerEvents.refused(problem, place, recorded, record.value()));
  }

  /** With the key of the request, so that answers about one key keep their order. */
  private static ProducerRecord<byte[], byte[]> record(
      String topic, ConsumerRecord<byte[], byte[]> request, byte[] value) {
    var record = new ProducerRecord<>(topic, request.key(), value);
    record.headers().add("content-type", CLOUD_EVENT);
    return record;
  }

  private static void send(
      List<ProducerRecord<byte[], byte[]>> answers,
      ConsumerRecords<byte[], byte[]> records,
      KafkaConsumer<byte[], byte[]> reader,
      KafkaProducer<byte[], byte[]> producer) {
    Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      long last = records.records(partition).getLast().offset();
      read.put(partition, new OffsetAndMetadata(last + 1));
    }
    producer.beginTransaction();
    try {
      for (ProducerRecord<byte[], byte[]> answer : answers) {
        var _ = producer.send(answer);
      }
      producer.sendOffsetsToTransaction(read, reader.groupMetadata());
      producer.commitTransaction();
    } catch (KafkaException broken) {
      abort(producer, broken);
      throw broken;
    }
  }

  /** An open transaction would hold up the readers of what comes after it. */
  private static void abort(KafkaProducer<byte[], byte[]> producer, KafkaException why) {
    try {
      producer.abortTransaction();
    } catch (KafkaException fenced) {
      why.addSuppressed(fenced);
    }
  }

  private static void rewind(
      ConsumerRecords<byte[], byte[]> records, KafkaConsumer<byte[], byte[]> reader) {
    for (TopicPartition partition : records.partitions()) {
      reader.seek(partition, records.records(partition).getFirst().offset());
    }
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> properties = new HashMap<>(settings.client());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, EVENTS_AT_ONCE);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> properties = new HashMap<>(settings.client());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
    // The group fences who lost its partitions, so the name only has to be nobody else's.
    properties.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.group() + "-" + UUID.randomUUID());
    // What a killed instance leaves open holds up readers for so long.
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void await(Duration pause) {
    try {
      var _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Finishes what is being answered, and leaves the group so that others take over at once. */
  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      if (!thread.join(STOP)) {
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
