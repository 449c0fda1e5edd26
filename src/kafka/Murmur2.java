// Writes murmur2.json: what Java's client makes of keys. With a class path that holds kafka-clients 4.4.0:
//   java -cp kafka-clients-4.4.0.jar Murmur2.java > murmur2.json
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;

public class Murmur2 {
  private static final int[] COUNTS = {1, 3, 6, 8, 12, 100};

  public static void main(String[] args) throws Exception {
    List<byte[]> keys = new ArrayList<>();
    for (int n = 0; n < 24; n++) {
      keys.add(("key-" + n).getBytes(StandardCharsets.UTF_8));
    }
    for (String key : List.of("", "a", "ab", "abc", "abcd", "Schlüssel-☕", "日本語", "customer-3")) {
      keys.add(key.getBytes(StandardCharsets.UTF_8));
    }
    keys.add(new byte[] {0, 1, (byte) 0xfe, (byte) 0xff, (byte) 0x80});
    keys.add(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    System.out.println("{\n  \"kafkaClients\": \"" + version() + "\",");
    System.out.println("  \"partitionCounts\": [1, 3, 6, 8, 12, 100],\n  \"keys\": [");
    StringJoiner lines = new StringJoiner(",\n");
    for (byte[] key : keys) {
      StringJoiner partitions = new StringJoiner(", ");
      for (int count : COUNTS) {
        partitions.add("" + BuiltInPartitioner.partitionForKey(key, count));
      }
      lines.add(
          "    { \"key\": \"%s\", \"murmur2\": %d, \"partitions\": [%s] }"
              .formatted(Base64.getEncoder().encodeToString(key), Utils.murmur2(key), partitions));
    }
    System.out.println(lines + "\n  ]\n}");
  }

  private static String version() throws Exception {
    Properties about = new Properties();
    about.load(Utils.class.getResourceAsStream("/kafka/kafka-version.properties"));
    return about.getProperty("version");
  }
}
