package workbook;

import static java.util.Map.entry;
import static workbook.Environment.GROUP_ID;
import static workbook.Environment.RECORDS;
import static workbook.Environment.TOPIC;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** One small program a feature, as ../README.md lists them. */
final class Features {
  static final Map<String, Scenario> ALL =
      Map.ofEntries(
          entry("connect", AdminFeatures::connect),
          entry("producer", () -> written(Map.of("acks", "all"))),
          entry("consumer-group", () -> consumed(readBack(GROUP_ID, RECORDS).size())),
          entry("static-membership", () -> hold("group.instance.id", instanceId())),
          entry("cooperative", () -> hold("partition.assignment.strategy", cooperative())),
          entry("kip-848", Features::newProtocol),
          entry("share-group", Features::shareGroup),
          entry("idempotence", () -> written(Map.of("enable.idempotence", true, "acks", "all"))),
          entry("transactions", Features::transactions),
          entry("linger", () -> written(Map.of("linger.ms", 50))),
          entry("gzip", () -> compressed("gzip")),
          entry("snappy", () -> compressed("snappy")),
          entry("lz4", () -> compressed("lz4")),
          entry("zstd", () -> compressed("zstd")),
          entry("tls", Features::thereAndBack),
          entry("sasl-plain", Features::thereAndBack),
          entry("sasl-scram", Features::thereAndBack),
          entry("sasl-oauthbearer", Features::thereAndBack),
          entry("schema-registry", SchemaRegistry::run),
          entry("admin-topics", AdminFeatures::topics),
          entry("admin-configs", AdminFeatures::configs),
          entry("admin-groups", AdminFeatures::groups),
          entry("admin-acls", AdminFeatures::acls),
          entry("headers", Features::headers));

  private Features() {}

  private static String instanceId() {
    return Environment.text("INSTANCE_ID", "instance-1");
  }

  private static String cooperative() {
    return CooperativeStickyAssignor.class.getName();
  }

  static List<ProducerRecord<byte[], byte[]>> numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> new ProducerRecord<>(TOPIC, Events.bytes("k" + n), Events.bytes("value " + n)))
        .toList();
  }

  /** Sends without waiting in between, then waits for each report. */
  static void send(List<ProducerRecord<byte[], byte[]>> records, Map<String, ?> settings)
      throws Exception {
    try (var producer = Connect.producer(settings)) {
      List<Future<RecordMetadata>> reports = records.stream().map(producer::send).toList();
      for (Future<RecordMetadata> report : reports) {
        report.get();
      }
    }
  }

  /** Reads {@code count} records from the beginning in a group, commits, and leaves. */
  static List<ConsumerRecord<byte[], byte[]>> readBack(String group, int count) {
    try (var consumer = Connect.consumer(group(group))) {
      consumer.subscribe(List.of(TOPIC));
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      while (found.size() < count) {
        consumer.poll(Events.POLL).forEach(found::add);
      }
      consumer.commitSync();
      return found;
    }
  }

  private static Map<String, Object> group(String group) {
    return Map.of("group.id", group, "enable.auto.commit", false);
  }

  private static Result consumed(int count) {
    return Result.of("consumed", count);
  }

  private static Result written(Map<String, ?> settings) throws Exception {
    send(numbered(RECORDS), settings);
    return Result.of("acked", RECORDS).with(settings);
  }

  // Joins the group with a setting, and stays until it is told to go.
  private static Result hold(String setting, String value) {
    Map<String, Object> settings = Map.of("group.id", GROUP_ID, setting, value);
    try (var consumer = Connect.consumer(settings)) {
      consumer.subscribe(List.of(TOPIC), Events.readyWhenAssigned());
      while (!Stop.told()) {
        consumer.poll(Events.POLL);
      }
      return Result.of("memberId", consumer.groupMetadata().memberId()).with(settings);
    }
  }

  private static Result newProtocol() throws Exception {
    Map<String, Object> settings =
        Map.of("group.id", GROUP_ID, "group.protocol", "consumer", "enable.auto.commit", false);
    try (var consumer = Connect.consumer(settings)) {
      consumer.subscribe(List.of(TOPIC));
      int count = 0;
      while (count < RECORDS) {
        count += consumer.poll(Events.POLL).count();
      }
      consumer.commitSync();
      System.out.println("ready");
      while (!Stop.told()) {
        consumer.poll(Events.POLL);
      }
      return consumed(count).with(settings);
    }
  }

  private static Result shareGroup() throws Exception {
    AdminFeatures.startShareGroupAtEarliest();
    Map<String, Object> settings =
        Map.of("group.id", GROUP_ID, "share.acknowledgement.mode", "explicit");
    try (var consumer = Connect.shareConsumer(settings)) {
      consumer.subscribe(List.of(TOPIC));
      int count = 0;
      while (count < RECORDS) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Events.POLL)) {
          consumer.acknowledge(record, AcknowledgeType.ACCEPT);
          count++;
        }
        consumer.commitSync();
      }
      return consumed(count).with(settings);
    }
  }

  private static Result transactions() {
    try (var producer = Connect.producer(Map.of("transactional.id", TOPIC + "-tx"))) {
      producer.initTransactions();
      producer.beginTransaction();
      numbered(3).forEach(producer::send);
      // An abort throws away what is still in the accumulator: flush, so that the broker has seen the records.
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      numbered(3).forEach(producer::send);
      producer.commitTransaction();
      return Result.of(Map.of("aborted", 3, "committed", 3));
    }
  }

  private static Result compressed(String name) throws Exception {
    Map<String, String> settings = Map.of("compression.type", name);
    send(numbered(RECORDS), settings);
    return consumed(readBack(TOPIC + "-back", RECORDS).size()).with(settings);
  }

  private static Result thereAndBack() throws Exception {
    send(numbered(1), Map.of());
    return consumed(readBack(TOPIC + "-back", 1).size());
  }

  private static Result headers() throws Exception {
    var record = new ProducerRecord<byte[], byte[]>(TOPIC, Events.bytes("v"));
    record.headers().add("a", Events.bytes("1")).add("a", Events.bytes("2"));
    record.headers().add("b", new byte[] {0, (byte) 255});
    send(List.of(record), Map.of());
    List<List<String>> pairs = new ArrayList<>();
    readBack(TOPIC + "-back", 1)
        .get(0)
        .headers()
        .forEach(header -> pairs.add(List.of(header.key(), Records.base64(header.value()))));
    return Result.of("headers", pairs);
  }
}
