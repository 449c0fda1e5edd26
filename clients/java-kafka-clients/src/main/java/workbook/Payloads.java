package workbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands out keys and values in the workload's order, for one thread. */
final class Payloads {
  private final byte[][] keys;
  private final byte[][] values;
  private int sent;

  Payloads(Workload workload) throws IOException {
    int size = workload.recordBytes();
    byte[] all = Files.readAllBytes(Path.of(Environment.text("PAYLOADS_FILE", "")));
    values =
        IntStream.range(0, all.length / size)
            .mapToObj(n -> Arrays.copyOfRange(all, n * size, (n + 1) * size))
            .toArray(byte[][]::new);
    keys =
        IntStream.range(0, workload.keys())
            .mapToObj(n -> Events.bytes("key-" + n))
            .toArray(byte[][]::new);
  }

  ProducerRecord<byte[], byte[]> next() {
    byte[] key = keys.length == 0 ? null : keys[sent % keys.length];
    byte[] value = values[sent % values.length];
    sent = sent == Integer.MAX_VALUE ? 0 : sent + 1;
    return new ProducerRecord<>(Environment.TOPIC, key, value);
  }
}
