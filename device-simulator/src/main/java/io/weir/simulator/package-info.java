/**
 * Sensor fleets with ground truth. A demo or a test is put together like this:
 *
 * <pre>{@code
 * Fleet fleet = FleetFile.demo().scaled(devices, ratePerSecond);
 * Roster roster = Roster.of(fleet);                        // roster.priorityCsv() is the table
 * Truth truth = new Truth(Meaning.DEMO, startMicros, roster.table());
 * var settings = new MqttOutput.Settings(8, fleet.qos(), 200, Meaning.DEMO.skewMicros());
 * try (EmbeddedBroker broker = EmbeddedBroker.start();
 *     var upstream = new UpstreamSubscriber(
 *         MqttTarget.of(broker.url()), "aggregates/#", truth::upstream);
 *     var output = new MqttOutput(MqttTarget.of(broker.url()), settings, truth)) {
 *   // ... start the gateway and wait until it has subscribed ...
 *   var generator = new FleetGenerator(fleet, roster, startMicros);
 *   new Simulation(generator, output, Pace.of(1), Duration.ofSeconds(20)).run();
 *   // ... wait until the gateway has decided every record it received ...
 *   Verification outcome = truth.finish(finalWatermarkMicros, FatesReader.of(source, query));
 * }
 * }</pre>
 *
 * <p>The sender's skew and the truth's must be the same number: it bounds how far messages may
 * overtake each other, and with it what can be known about late records.
 */
@NullMarked
package io.weir.simulator;

import org.jspecify.annotations.NullMarked;
