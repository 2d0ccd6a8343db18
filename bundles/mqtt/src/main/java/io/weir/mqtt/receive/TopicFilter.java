package io.weir.mqtt.receive;

/**
 * A topic filter (MQTT 3.1.1, 4.7). Matched once more on this side, because a session may hold
 * messages of a subscription that has ended.
 *
 * <p>Thread: immutable, any.
 */
final class TopicFilter {

  private static final String SHARED = "$share/";
  private static final int MAX_BYTES = 65_535;

  private final String text;
  private final String pattern;

  private TopicFilter(String text, String pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a filter.
   *
   * @param text as a user wrote it; {@code $share/GROUP/FILTER} is a shared subscription
   * @return the filter
   * @throws IllegalArgumentException with a message for people
   */
  static TopicFilter parse(String text) {
    String pattern = text;
    if (text.startsWith(SHARED)) {
      int end = text.indexOf('/', SHARED.length());
      pattern = end < 0 ? "" : text.substring(end + 1);
    }
    if (pattern.isEmpty() || pattern.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("is empty or holds NUL; expected a topic filter"); // 4.7.3
    }
    if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("is longer than 65535 bytes");
    }
    String[] levels = pattern.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      String level = levels[i];
      if (level.contains("#") && (!level.equals("#") || i < levels.length - 1)) {
        throw new IllegalArgumentException(
            "has a # that is not alone on the last level; expected as in plant/#"); // 4.7.1-2
      }
      if (level.contains("+") && !level.equals("+")) {
        throw new IllegalArgumentException(
            "has a + that is not alone on its level; expected as in plant/+/readings"); // 4.7.1-3
      }
    }
    return new TopicFilter(text, pattern);
  }

  /** Whether a topic falls under the filter. */
  boolean matches(String topic) {
    if (!topic.isEmpty() && topic.charAt(0) == '$' && pattern.charAt(0) != '$') {
      return false; // 4.7.2-1: no leading wildcard matches $SYS and its like
    }
    int f = 0;
    int t = 0;
    int filterEnd = pattern.length();
    int topicEnd = topic.length();
    while (f < filterEnd) {
      char c = pattern.charAt(f);
      if (c == '#') {
        return true;
      }
      if (c == '+') {
        while (t < topicEnd && topic.charAt(t) != '/') {
          t++;
        }
        f++;
      } else {
        if (t == topicEnd) {
          // a/# also matches its parent level a
          return c == '/' && f + 2 == filterEnd && pattern.charAt(f + 1) == '#';
        }
        if (c != topic.charAt(t)) {
          return false;
        }
        f++;
        t++;
      }
    }
    return t == topicEnd;
  }

  @Override
  public String toString() {
    return text;
  }
}
