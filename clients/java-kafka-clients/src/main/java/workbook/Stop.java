package workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** What the caller of the program says when it has seen enough: SIGTERM, or the end of standard input where there are no signals. */
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

  /** With STOP_BY=stdin the caller closes standard input, because Windows has no signals. */
  static void atEndOfInput() {
    if (!"stdin".equals(System.getenv("STOP_BY"))) {
      return;
    }
    Thread reader =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException closed) {
                // As good as its end.
              }
              TOLD.countDown();
            });
    reader.setDaemon(true);
    reader.start();
  }

  static boolean told() {
    return TOLD.getCount() == 0;
  }

  static void await() throws InterruptedException {
    TOLD.await();
  }
}
