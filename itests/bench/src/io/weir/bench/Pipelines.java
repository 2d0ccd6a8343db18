package io.weir.bench;

import io.weir.simulator.demo.Demo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** What is deployed. */
final class Pipelines {

  /** The client id of the source, whose session is there before the gateway. */
  static final String CLIENT_ID = "bench-gateway";

  private Pipelines() {}

  /** The pipeline of the demo as it is, with a priority table. */
  static Map<String, String> demo(String priorities) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Demo.class.getResourceAsStream("hot-machines.yaml"))) {
      String yaml =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("\\$\\{env:(FIELD|UPSTREAM):[^}]*}", "\\${env:BROKER}")
              .replace("    qos: 1\n    max-", "    qos: 1\n    client-id: " + CLIENT_ID + "\n    max-");
      if (!yaml.contains(CLIENT_ID)) {
        throw new IllegalStateException("the demo's pipeline has changed its form");
      }
      return Map.of("hot-machines.yaml", yaml, "priorities.csv", priorities);
    }
  }

  /** Every record upstream as it came, at once. */
  static Map<String, String> passThrough() {
    return Map.of(
        "pass.yaml",
        """
        pipeline: pass
        commit: 0ms
        sources:
          readings:
            type: mqtt
            url: ${env:BROKER}
            topic: bench/in
            qos: 1
            client-id: bench-gateway
            max-inflight: 1000
            format: json
            schema: {device: string, seq: long, sent: long, temp: double}
        queries:
          all:
            sql: SELECT * FROM readings
            trigger: 0ms
        sinks:
          upstream:
            type: mqtt
            from: all
            url: ${env:BROKER}
            topic: bench/out
            qos: 1
        """);
  }
}
