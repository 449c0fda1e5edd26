package workbook;

import static workbook.Environment.RECORDS;
import static workbook.Environment.TOPIC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Records byte for byte, as ../README.md's cases have them. */
final class Records {
  private Records() {}

  static Result write() throws Exception {
    JsonNode cases = new ObjectMapper().readTree(new File(Environment.text("CASES_FILE", "")));
    Map<String, String> settings = Map.of("compression.type", Environment.compression());
    try (var producer = Connect.producer(settings)) {
      List<Future<RecordMetadata>> reports = new ArrayList<>();
      for (JsonNode one : cases) {
        reports.add(producer.send(recordOf(one)));
      }
      for (Future<RecordMetadata> report : reports) {
        report.get();
      }
      return Result.of("written", reports.size()).with(settings);
    }
  }

  private static ProducerRecord<byte[], byte[]> recordOf(JsonNode one) throws IOException {
    var record =
        new ProducerRecord<>(TOPIC, 0, one.get("key").binaryValue(), one.get("value").binaryValue());
    for (JsonNode header : one.get("headers")) {
      record.headers().add(header.get(0).asText(), header.get(1).binaryValue());
    }
    return record;
  }

  static Result read() {
    Map<String, Object> settings =
        Map.of(
            "isolation.level", Environment.text("ISOLATION", "read_committed"),
            "enable.auto.commit", false);
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    List<Object> found = new ArrayList<>();
    try (var consumer = Connect.consumer(settings)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      // Under read_committed the end is the last stable offset. The position moves past aborted records and markers.
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end && found.size() < RECORDS) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Events.POLL)) {
          if (found.size() < RECORDS) {
            found.add(caseOf(record));
          }
        }
      }
    }
    return Result.of("records", found).with(settings);
  }

  private static Map<String, Object> caseOf(ConsumerRecord<byte[], byte[]> record) {
    List<Object> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(Arrays.asList(header.key(), base64(header.value())));
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("offset", record.offset());
    one.put("key", base64(record.key()));
    one.put("value", base64(record.value()));
    one.put("headers", headers);
    return one;
  }

  static String base64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  // The default partitioner and the Java-compatible one are the same thing here.
  static Result partitions() throws Exception {
    try (var producer = Connect.producer(Map.of())) {
      List<Integer> chosen = new ArrayList<>();
      for (int n = 0; n < 24; n++) {
        var record = new ProducerRecord<>(TOPIC, Events.bytes("key-" + n), new byte[0]);
        chosen.add(producer.send(record).get().partition());
      }
      return Result.of("partitions", chosen)
          .with(Map.of("partitioner.class", "none (built in: murmur2 of the key)"));
    }
  }
}
