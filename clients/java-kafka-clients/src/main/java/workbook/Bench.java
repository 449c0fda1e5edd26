package workbook;

import static workbook.Environment.GROUP_ID;
import static workbook.Environment.TOPIC;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * How fast, in two styles: the fast one hands records to the accumulator and counts its callbacks, the plain one waits
 * for each record.
 */
final class Bench {
  private Bench() {}

  static Result produce() throws Exception {
    Workload workload = Workload.read();
    Payloads payloads = new Payloads(workload);
    Map<String, Object> settings = workload.producerSettings();
    Meter meter = new Meter(workload);
    try (var producer = Connect.producer(settings)) {
      meter.begin();
      if (Workload.PLAIN) {
        while (!meter.over()) {
          producer.send(payloads.next()).get();
          meter.count(1);
        }
      } else {
        sendFreely(producer, payloads, meter);
      }
    }
    return Result.of(meter.evidence()).with(settings);
  }

  // send() blocks by itself while buffer.memory (32 MB) is full.
  private static void sendFreely(
      KafkaProducer<byte[], byte[]> producer, Payloads payloads, Meter meter) throws Exception {
    AtomicReference<Exception> failed = new AtomicReference<>();
    while (!meter.over() && failed.get() == null) {
      // Asking the clock for each record would cost as much as handing it over.
      for (int n = 0; n < 100; n++) {
        producer.send(
            payloads.next(),
            (report, failure) -> {
              if (failure == null) {
                meter.count(1);
              } else {
                failed.compareAndSet(null, failure);
              }
            });
      }
    }
    producer.flush();
    if (failed.get() != null) {
      throw failed.get();
    }
  }

  static Result consume() throws Exception {
    Workload workload = Workload.read();
    Map<String, Object> settings =
        Map.of("group.id", GROUP_ID, "enable.auto.commit", !Workload.PLAIN);
    Meter meter = new Meter(workload);
    try (var consumer = Connect.consumer(settings)) {
      consumer.subscribe(List.of(TOPIC));
      while (!meter.over()) {
        work(consumer, consumer.poll(Events.POLL), meter, workload.handlerMs());
      }
    }
    return Result.of(meter.evidence()).with(settings);
  }

  private static void work(
      KafkaConsumer<byte[], byte[]> consumer,
      ConsumerRecords<byte[], byte[]> records,
      Meter meter,
      double handlerMs)
      throws InterruptedException {
    if (records.isEmpty()) {
      return;
    }
    meter.begin();
    if (!Workload.PLAIN && handlerMs == 0) {
      meter.count(records.count());
      return;
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (meter.over()) {
        return;
      }
      pause(handlerMs);
      if (Workload.PLAIN) {
        Events.commit(consumer, record);
      }
      meter.count(1);
    }
  }

  private static void pause(double ms) throws InterruptedException {
    if (ms > 0) {
      long nanos = (long) (ms * 1e6);
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }
}
