package workbook;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes clients of the environment's brokers. Keys and values are bytes everywhere here. */
final class Connect {
  private Connect() {}

  static KafkaProducer<byte[], byte[]> producer(Map<String, ?> settings) {
    return new KafkaProducer<>(with(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  static KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> settings) {
    Map<String, Object> all = with(settings);
    all.putIfAbsent("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static KafkaShareConsumer<byte[], byte[]> shareConsumer(Map<String, ?> settings) {
    return new KafkaShareConsumer<>(
        with(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static Admin admin() {
    return Admin.create(with(Map.of()));
  }

  private static Map<String, Object> with(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("bootstrap.servers", Environment.text("KAFKA_BOOTSTRAP_SERVERS", ""));
    all.put("client.id", "java-kafka-clients");
    String protocol = Environment.text("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
    all.put("security.protocol", protocol);
    String authority = Environment.text("KAFKA_SSL_CA_FILE", "");
    if (protocol.endsWith("SSL") && !authority.isEmpty()) {
      all.put("ssl.truststore.type", "PEM");
      all.put("ssl.truststore.location", authority);
    }
    if (protocol.startsWith("SASL")) {
      addSasl(all, Environment.text("KAFKA_SASL_MECHANISM", "PLAIN"));
    }
    all.putAll(settings);
    return all;
  }

  private static void addSasl(Map<String, Object> all, String mechanism) {
    all.put("sasl.mechanism", mechanism);
    String modules = "org.apache.kafka.common.security.";
    if (mechanism.equals("OAUTHBEARER")) {
      all.put("sasl.jaas.config", modules + "oauthbearer.OAuthBearerLoginModule required;");
      all.put("sasl.login.callback.handler.class", TokenFromEnvironment.class.getName());
      return;
    }
    String module =
        mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    String login =
        "%s required username=\"%s\" password=\"%s\";"
            .formatted(
                modules + module,
                Environment.text("KAFKA_SASL_USERNAME", ""),
                Environment.text("KAFKA_SASL_PASSWORD", ""));
    all.put("sasl.jaas.config", login);
  }
}
