package workbook;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;

/** Runs one scenario of ../README.md and prints its result as the last line of stdout. */
public final class Main {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Scenario> SCENARIOS =
      Map.of(
          "produce", Events::produce,
          "consume", Events::consume,
          "write", Records::write,
          "read", Records::read,
          "partitions", Records::partitions,
          "bench-produce", Bench::produce,
          "bench-consume", Bench::consume,
          "latency", Latency::run);

  private Main() {}

  public static void main(String[] words) throws IOException {
    giveUpAtTheDeadline();
    Stop.atSigterm();
    Stop.atEndOfInput();
    finish(run(words));
  }

  private static Map<String, Object> run(String[] words) {
    Scenario program =
        words.length == 2 && words[0].equals("feature")
            ? Features.ALL.get(words[1])
            : SCENARIOS.get(String.join(" ", words));
    if (program == null) {
      return Map.of("outcome", "not-offered", "source", "no program for " + Arrays.toString(words));
    }
    Map<String, Object> line = new LinkedHashMap<>();
    try {
      Result result = program.run();
      line.put("outcome", "works");
      line.putAll(result.asMap());
    } catch (Exception failure) {
      line.put("outcome", "fails");
      line.put("error", causeOf(failure).toString());
      failure.printStackTrace();
    }
    return line;
  }

  // Futures wrap what the client said.
  private static Throwable causeOf(Exception failure) {
    boolean wrapped = failure instanceof ExecutionException && failure.getCause() != null;
    return wrapped ? failure.getCause() : failure;
  }

  private static void giveUpAtTheDeadline() {
    TimerTask giveUp =
        new TimerTask() {
          @Override
          public void run() {
            try {
              finish(Map.of("outcome", "fails", "error", "no answer before the deadline"));
            } catch (IOException unreadable) {
              Runtime.getRuntime().halt(1);
            }
          }
        };
    new Timer("deadline", true).schedule(giveUp, Environment.number("DEADLINE_MS", 60_000));
  }

  // Halts: after a SIGTERM the virtual machine would otherwise end with code 143.
  private static synchronized void finish(Map<String, Object> result) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>(result);
    line.put("version", libraryVersion());
    line.put("runtime", "java " + System.getProperty("java.version"));
    System.out.println(JSON.writeValueAsString(line));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static String libraryVersion() throws IOException {
    Properties about = new Properties();
    try (InputStream file = Producer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      about.load(file);
    }
    return about.getProperty("version");
  }
}
