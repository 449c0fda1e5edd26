package workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static workbook.Environment.GROUP_ID;
import static workbook.Environment.RECORDS;
import static workbook.Environment.TOPIC;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The source chapter's producer and consumer, corrected: every delivery is waited for, offsets are committed after the
 * work, a record that is no event stops the consumer instead of being skipped, and every way out closes the client.
 */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final Duration POLL = Duration.ofMillis(250);

  private Events() {}

  record OrderEvent(Integer id, String customer, double amount) {}

  static Result produce() throws Exception {
    try (var producer = Connect.producer(Map.of("acks", "all"))) {
      List<Future<RecordMetadata>> reports = new ArrayList<>();
      for (int id = 0; id < RECORDS; id++) {
        OrderEvent event = new OrderEvent(id, "customer-" + id % 7, 12.5);
        var record =
            new ProducerRecord<>(TOPIC, bytes(event.customer()), JSON.writeValueAsBytes(event));
        record.headers().add("source", bytes("java-kafka-clients"));
        reports.add(producer.send(record));
      }
      // Sent at once, whatever linger.ms says: nothing more is coming.
      producer.flush();
      Map<String, Integer> partitions = new TreeMap<>();
      for (Future<RecordMetadata> report : reports) {
        partitions.merge(String.valueOf(report.get().partition()), 1, Integer::sum);
      }
      return Result.of(Map.of("acked", reports.size(), "partitions", partitions));
    }
  }

  static Result consume() throws Exception {
    Map<String, Object> settings =
        Map.of("group.id", GROUP_ID, "enable.auto.commit", false, "max.poll.records", 100);
    Map<String, Integer> sources = new TreeMap<>();
    int consumed = 0;
    try (var consumer = Connect.consumer(settings)) {
      consumer.subscribe(List.of(TOPIC), readyWhenAssigned());
      while (consumed < RECORDS && !Stop.told()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (consumed == RECORDS || Stop.told()) {
            break;
          }
          sources.merge(handle(record), 1, Integer::sum);
          commit(consumer, record);
          consumed++;
        }
      }
    }
    String stopped = consumed == RECORDS ? "count" : "SIGTERM";
    return Result.of(Map.of("consumed", consumed, "stopped", stopped, "sources", sources));
  }

  private static String handle(ConsumerRecord<byte[], byte[]> record) throws IOException {
    OrderEvent event = JSON.readValue(record.value(), OrderEvent.class);
    if (event.id() == null) {
      throw new IOException("not an event: " + record.topic() + "-" + record.offset());
    }
    Header source = record.headers().lastHeader("source");
    return source == null ? "unknown" : new String(source.value(), UTF_8);
  }

  static void commit(KafkaConsumer<?, ?> consumer, ConsumerRecord<?, ?> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
  }

  /** Prints {@code ready} once, when the group has given this member its partitions. */
  static ConsumerRebalanceListener readyWhenAssigned() {
    return new ConsumerRebalanceListener() {
      private boolean said;

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!said) {
          System.out.println("ready");
        }
        said = true;
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    };
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
