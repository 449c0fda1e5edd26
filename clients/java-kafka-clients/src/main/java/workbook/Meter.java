package workbook;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts after a warm-up and knows when it is over. Time and CPU are those from just before the first counted record to
 * the last one.
 */
final class Meter {
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private final Workload limit;
  private boolean begun;
  private boolean counted;
  private long born;
  private long start;
  private long last;
  private long looked;
  private double firstCpu;
  private double lastCpu;
  private int records;

  Meter(Workload limit) {
    this.limit = limit;
  }

  /** Called just before a record is sent or handled: the first call starts the warm-up. */
  synchronized void begin() {
    if (!begun) {
      begun = true;
      born = System.nanoTime();
      look(born);
      mark(born);
    }
  }

  /** Called when records were acknowledged or handled. */
  synchronized void count(int more) {
    long now = System.nanoTime();
    if (now - born >= limit.warmupSeconds() * 1e9) {
      if (!counted) {
        // The end of what was before: these records took from there to here.
        counted = true;
        start = last;
        firstCpu = lastCpu;
      }
      records += more;
    }
    mark(now);
  }

  // Asking the system costs more than counting: the CPU time is at most 20 ms older than the last record.
  private void mark(long now) {
    last = now;
    if (now - looked >= LOOK_EVERY_NANOS) {
      look(now);
    }
  }

  private void look(long now) {
    looked = now;
    lastCpu = Usage.cpuSeconds();
  }

  synchronized boolean over() {
    if (limit.records() != null && records >= limit.records()) {
      return true;
    }
    double most = (limit.warmupSeconds() + limit.seconds()) * 1e9;
    return begun && System.nanoTime() - born >= most;
  }

  synchronized Map<String, Object> evidence() {
    Map<String, Object> evidence = new TreeMap<>();
    evidence.put("records", records);
    evidence.put("seconds", counted ? (last - start) / 1e9 : 0.0);
    evidence.put("cpuSeconds", counted ? lastCpu - firstCpu : 0.0);
    Usage.peakRssBytes().ifPresent(bytes -> evidence.put("peakRssBytes", bytes));
    return evidence;
  }
}
