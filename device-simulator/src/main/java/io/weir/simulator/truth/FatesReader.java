package io.weir.simulator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads a gateway's counts from JSON: {@code {"source": {...}, "query": {...}}}. */
public final class FatesReader {

  private static final JsonFactory JSON = new JsonFactory();

  private FatesReader() {}

  /**
   * Reads the counts; a fate that is not there counts 0. Names may have {@code -} or {@code _}.
   *
   * @throws IOException if it is not such an object
   */
  public static Fates read(String text) throws IOException {
    Map<String, Long> source = new HashMap<>();
    Map<String, Long> query = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the fates are no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String part = json.currentName();
        json.nextToken();
        switch (part) {
          case "source" -> counts(json, source);
          case "query" -> counts(json, query);
          default -> json.skipChildren();
        }
      }
    }
    return of(source, query);
  }

  private static void counts(JsonParser json, Map<String, Long> counts) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String fate = json.currentName();
      json.nextToken();
      counts.put(fate, json.getLongValue());
    }
  }

  /**
   * The counts of a source and a query by fate; a fate that is not there counts 0. Names may have
   * {@code -} or {@code _}.
   */
  public static Fates of(Map<String, Long> source, Map<String, Long> query) {
    return new Fates(
        count(source, "accepted"),
        count(source, "duplicate"),
        count(source, "quarantined"),
        count(source, "overflow"),
        count(query, "aggregated"),
        count(query, "no-match"),
        count(query, "filtered"),
        count(query, "late"),
        count(query, "quarantined"),
        count(query, "partly-late"));
  }

  private static long count(Map<String, Long> counts, String fate) {
    Long count = counts.get(fate);
    return count != null ? count : counts.getOrDefault(fate.replace('-', '_'), 0L);
  }
}
