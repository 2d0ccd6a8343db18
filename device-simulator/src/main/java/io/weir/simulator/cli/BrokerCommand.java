package io.weir.simulator.cli;

import io.weir.simulator.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir-sim broker}. */
@Command(
    name = "broker",
    description = {
      "Runs an MQTT broker on 127.0.0.1 until Ctrl-C.",
      "For trying things out: everybody may connect, and its messages go with it.",
      ""
    })
final class BrokerCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "1883",
      description = "Port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("the command was not set up by picocli");
    }
    CountDownLatch asked = new CountDownLatch(1);
    PrintWriter err = command.commandLine().getErr();
    try (StopOnSignal signal = new StopOnSignal();
        EmbeddedBroker broker = EmbeddedBroker.start(port)) {
      signal.stops(asked::countDown);
      err.println("Broker at " + broker.url() + "; Ctrl-C stops it.");
      err.flush();
      asked.await();
    }
    return 0;
  }
}
