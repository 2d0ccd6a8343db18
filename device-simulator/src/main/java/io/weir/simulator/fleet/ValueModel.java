package io.weir.simulator.fleet;

/** How the value of a field moves over time. */
public sealed interface ValueModel {

  /**
   * Always the same.
   *
   * @param value the value
   */
  record Constant(double value) implements ValueModel {}

  /**
   * A sine with a phase of each device's own, and Gaussian noise.
   *
   * @param mean the middle
   * @param amplitude how far it swings from the middle
   * @param periodMicros one full swing
   * @param noise standard deviation of the noise
   */
  record Sine(double mean, double amplitude, long periodMicros, double noise)
      implements ValueModel {}

  /**
   * A Gaussian step each reading, turned back at the bounds.
   *
   * @param start the first value
   * @param step standard deviation of a step
   * @param min the lowest value
   * @param max the highest value
   */
  record RandomWalk(double start, double step, double min, double max) implements ValueModel {}

  /**
   * A steady value that jumps for a while now and then, as a jammed valve makes it.
   *
   * @param normal the value without fault
   * @param fault the value during a fault
   * @param everyMicros mean time between the end of a fault and the next
   * @param lastsMicros how long a fault lasts
   * @param noise standard deviation of the noise
   */
  record StepFault(double normal, double fault, long everyMicros, long lastsMicros, double noise)
      implements ValueModel {}

  /**
   * A sensor that loses its calibration slowly.
   *
   * @param start the first value
   * @param perHour the change in an hour
   * @param noise standard deviation of the noise
   */
  record Drift(double start, double perHour, double noise) implements ValueModel {}

  /**
   * A battery that discharges exponentially and is changed when it is empty.
   *
   * @param full the value of a fresh battery
   * @param halfLifeMicros time to half of the charge
   * @param empty the value at which it is changed
   */
  record Battery(double full, long halfLifeMicros, double empty) implements ValueModel {}
}
