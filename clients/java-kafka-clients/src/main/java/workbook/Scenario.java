package workbook;

/** One program of ../README.md. */
@FunctionalInterface
interface Scenario {
  Result run() throws Exception;
}
