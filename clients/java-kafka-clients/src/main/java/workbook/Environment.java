package workbook;

import java.util.Locale;

/** What the caller says, by environment variables alone. */
final class Environment {
  static final String TOPIC = text("TOPIC", "");
  static final String GROUP_ID = text("GROUP_ID", "");
  static final int RECORDS = number("RECORDS", 0);

  private Environment() {}

  static String text(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  static int number(String name, int otherwise) {
    return Integer.parseInt(text(name, String.valueOf(otherwise)));
  }

  static String compression() {
    return text("COMPRESSION", "none").toLowerCase(Locale.ROOT);
  }
}
