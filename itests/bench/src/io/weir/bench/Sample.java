package io.weir.bench;

import java.util.List;

/**
 * How far a receiver was at some moment.
 *
 * @param epochMicros when; 0 if it did not say
 * @param messages received by then
 * @param cpuSeconds spent by its process by then
 */
record Sample(long epochMicros, long messages, double cpuSeconds) {

  private static final double FROM = 0.2;
  private static final double TO = 0.98;
  private static final double MICROS_PER_SECOND = 1e6;

  /**
   * A receiver at full speed.
   *
   * @param perSecond messages a second
   * @param cpuPer100k CPU seconds for 100,000 messages
   */
  record Speed(double perSecond, double cpuPer100k) {}

  /** The speed between the first fifth, in which a JVM warms up, and the last few messages. */
  static Speed speed(List<Sample> samples, long total) {
    Sample first = null;
    Sample last = null;
    for (Sample sample : samples) {
      if (sample.messages >= FROM * total && sample.messages <= TO * total) {
        first = first == null ? sample : first;
        last = sample;
      }
    }
    if (first == null || last.messages == first.messages) {
      throw new IllegalStateException("too few samples; raise --backlog: " + samples);
    }
    double messages = last.messages - first.messages;
    double seconds = (last.epochMicros - first.epochMicros) / MICROS_PER_SECOND;
    return new Speed(messages / seconds, (last.cpuSeconds - first.cpuSeconds) / messages * 1e5);
  }
}
