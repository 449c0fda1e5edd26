package workbook;

import java.util.concurrent.CountDownLatch;

/** SIGTERM, which the caller of the program sends when it has seen enough. */
final class Stop {
  private static final CountDownLatch TOLD = new CountDownLatch(1);

  private Stop() {}

  /** The virtual machine ends when its hooks have: this one waits until the main thread has printed and halted. */
  static void atSigterm() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  TOLD.countDown();
                  try {
                    Thread.sleep(Environment.number("DEADLINE_MS", 60_000));
                  } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  static boolean told() {
    return TOLD.getCount() == 0;
  }

  static void await() throws InterruptedException {
    TOLD.await();
  }
}
