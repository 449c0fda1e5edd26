package workbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scenario found. Settings are in the client's own names; extra names packages beyond it. */
record Result(Map<String, Object> evidence, Map<String, ?> settings, List<String> extra) {
  static Result of(String name, Object value) {
    return new Result(Map.of(name, value), Map.of(), List.of());
  }

  static Result of(Map<String, Object> evidence) {
    return new Result(evidence, Map.of(), List.of());
  }

  Result with(Map<String, ?> settings) {
    return new Result(evidence, settings, extra);
  }

  Map<String, Object> asMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("evidence", evidence);
    if (!settings.isEmpty()) {
      fields.put("settings", settings);
    }
    if (!extra.isEmpty()) {
      fields.put("extra", extra);
    }
    return fields;
  }
}
