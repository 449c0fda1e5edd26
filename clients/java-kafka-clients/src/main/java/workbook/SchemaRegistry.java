package workbook;

import static workbook.Environment.RECORDS;
import static workbook.Environment.TOPIC;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * kafka-clients knows no registry. Confluent's serializers (io.confluent:kafka-avro-serializer) are the usual way, but
 * they are not on Maven Central, only in Confluent's own repository: here the registry is asked by hand.
 */
final class SchemaRegistry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema ORDER =
      SchemaBuilder.record("Order").namespace("shop").fields().requiredInt("id").endRecord();

  private SchemaRegistry() {}

  static Result run() throws Exception {
    int id = register(TOPIC + "-value");
    List<ProducerRecord<byte[], byte[]>> orders = new ArrayList<>();
    for (int n = 0; n < RECORDS; n++) {
      var order = new GenericData.Record(ORDER);
      order.put("id", n);
      orders.add(new ProducerRecord<>(TOPIC, encode(id, order)));
    }
    Features.send(orders, Map.of());
    int consumed = 0;
    for (ConsumerRecord<byte[], byte[]> record : Features.readBack(TOPIC + "-back", RECORDS)) {
      decode(record.value());
      consumed++;
    }
    return new Result(
        Map.of("consumed", consumed, "schemaId", id),
        Map.of(),
        List.of("org.apache.avro:avro 1.12.2 and 40 lines of our own for the registry"));
  }

  private static int register(String subject) throws IOException, InterruptedException {
    URI versions =
        URI.create(Environment.text("SCHEMA_REGISTRY_URL", "") + "/subjects/" + subject + "/versions");
    String body = JSON.writeValueAsString(Map.of("schema", ORDER.toString()));
    HttpRequest request =
        HttpRequest.newBuilder(versions)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the registry answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body()).get("id").asInt();
  }

  // A zero byte, the schema's number in four bytes, the Avro bytes.
  private static byte[] encode(int id, GenericRecord order) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(ORDER).write(order, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static GenericRecord decode(byte[] value) throws IOException {
    if (value[0] != 0) {
      throw new IOException("no registry prefix");
    }
    var decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
    return new GenericDatumReader<GenericRecord>(ORDER).read(null, decoder);
  }
}
