package workbook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** The workload of ../README.md. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Workload(
    double seconds,
    double warmupSeconds,
    Integer records,
    int recordBytes,
    int keys,
    String acks,
    boolean idempotence,
    int inFlight,
    int batchBytes,
    int lingerMs,
    String compression,
    double rate,
    double handlerMs) {
  static final boolean PLAIN = Environment.text("STYLE", "fast").equals("plain");

  static Workload read() throws JsonProcessingException {
    return new ObjectMapper().readValue(Environment.text("WORKLOAD", "{}"), Workload.class);
  }

  Map<String, Object> producerSettings() {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("acks", acks);
    settings.put("enable.idempotence", idempotence && acks.equals("all"));
    settings.put("max.in.flight.requests.per.connection", inFlight);
    settings.put("batch.size", batchBytes);
    settings.put("linger.ms", lingerMs);
    settings.put("compression.type", compression);
    return settings;
  }
}
