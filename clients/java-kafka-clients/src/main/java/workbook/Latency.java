package workbook;

import static workbook.Environment.TOPIC;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends at fixed times and takes the time of what comes back from when it was due, not from when it was sent: a record
 * that had to wait for its turn has waited.
 */
final class Latency {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Workload workload;
  private final int total;
  private final double[] latencies;
  private final CountDownLatch assigned = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicReference<Exception> failed = new AtomicReference<>();
  private volatile long measuredMicros = Long.MAX_VALUE;
  private int received;
  private int late;
  private double firstCpu;

  private Latency(Workload workload) {
    this.workload = workload;
    total = (int) ((workload.warmupSeconds() + workload.seconds()) * workload.rate());
    latencies = new double[total - (int) (workload.warmupSeconds() * workload.rate())];
  }

  static Result run() throws Exception {
    Workload workload = Workload.read();
    Map<String, Object> settings = workload.producerSettings();
    Latency latency = new Latency(workload);
    Payloads payloads = new Payloads(workload);
    Thread reader = new Thread(latency::read, "reader");
    try (var producer = Connect.producer(settings)) {
      reader.start();
      latency.assigned.await();
      latency.send(producer, payloads);
      latency.done.await();
    }
    reader.join();
    if (latency.failed.get() != null) {
      throw latency.failed.get();
    }
    return Result.of(latency.evidence()).with(settings);
  }

  private void send(KafkaProducer<byte[], byte[]> producer, Payloads payloads) throws Exception {
    long startNanos = System.nanoTime();
    long startMicros = System.currentTimeMillis() * 1000;
    measuredMicros = startMicros + (long) (workload.warmupSeconds() * 1e6);
    clock(startNanos, startMicros);
    for (int n = 0; n < total && failed.get() == null; n++) {
      long dueMicros = (long) (n / workload.rate() * 1e6);
      if (n == total - latencies.length) {
        firstCpu = Usage.cpuSeconds();
      }
      waitUntil(startNanos + dueMicros * 1000);
      if (n >= total - latencies.length
          && System.nanoTime() - startNanos - dueMicros * 1000 > 1_000_000) {
        late++;
      }
      var report = producer.send(stamped(payloads.next(), startMicros + dueMicros), this::onReport);
      if (Workload.PLAIN) {
        report.get();
      }
    }
  }

  private void onReport(Object report, Exception failure) {
    if (failure != null) {
      failed.compareAndSet(null, failure);
      done.countDown();
    }
  }

  private static ProducerRecord<byte[], byte[]> stamped(
      ProducerRecord<byte[], byte[]> record, long dueMicros) {
    byte[] value = record.value().clone();
    ByteBuffer.wrap(value).putLong(dueMicros);
    return new ProducerRecord<>(TOPIC, record.key(), value);
  }

  private static void waitUntil(long nanos) {
    for (long left; (left = nanos - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  // Both ends of a record's way are told by the same clock, which does not jump: nanoTime, set to the wall clock once.
  private volatile long clockNanos;
  private volatile long clockMicros;

  private void clock(long nanos, long micros) {
    clockMicros = micros;
    clockNanos = nanos;
  }

  private void read() {
    Map<String, Object> settings =
        Map.of("group.id", Environment.text("GROUP_ID", TOPIC + "-latency"));
    try (var consumer = Connect.consumer(settings)) {
      consumer.subscribe(List.of(TOPIC), whenAssigned());
      while (done.getCount() > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          handle(record.value());
        }
      }
    } catch (RuntimeException failure) {
      failed.compareAndSet(null, failure);
      assigned.countDown();
      done.countDown();
    }
  }

  // Records of the warm-up and of earlier runs are left out.
  private void handle(byte[] value) {
    long due = ByteBuffer.wrap(value).getLong();
    if (due < measuredMicros || received == latencies.length) {
      return;
    }
    double now = clockMicros + (System.nanoTime() - clockNanos) / 1000.0;
    latencies[received++] = (now - due) / 1000;
    if (received == latencies.length) {
      done.countDown();
    }
  }

  private ConsumerRebalanceListener whenAssigned() {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned.countDown();
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    };
  }

  private Map<String, Object> evidence() {
    Arrays.sort(latencies);
    Map<String, Object> evidence = new TreeMap<>();
    evidence.put("records", received);
    evidence.put("p50Ms", at(0.5));
    evidence.put("p99Ms", at(0.99));
    evidence.put("p999Ms", at(0.999));
    evidence.put("maxMs", at(1));
    evidence.put("lateSends", late);
    evidence.put("cpuSeconds", Usage.cpuSeconds() - firstCpu);
    Usage.peakRssBytes().ifPresent(bytes -> evidence.put("peakRssBytes", bytes));
    return evidence;
  }

  private double at(double part) {
    return latencies[(int) (part * (latencies.length - 1))];
  }
}
