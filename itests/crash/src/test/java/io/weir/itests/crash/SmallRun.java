package io.weir.itests.crash;

import java.util.List;

/** A small run on files, with what must come out of it. */
final class SmallRun {

  static final String PIPELINE =
      """
      pipeline: small
      sources:
        readings:
          type: file
          path: in.jsonl
          format: json
          schema: {device: string, ts: timestamp, temp: double}
          event-time: ts
      tables:
        priorities:
          type: csv
          path: priorities.csv
          key: [device]
          schema: {device: string, priority: int}
      queries:
        hot:
          sql: |
            SELECT window.start AS start, r.device, count(*) AS n, max(temp) AS peak
            FROM readings r JOIN priorities p ON r.device = p.device
            WHERE p.priority >= 3
            GROUP BY window(ts, '10 seconds'), r.device
      sinks:
        up: {type: file, from: hot, path: out.jsonl, format: json}
      """;

  static final String TABLE =
      """
      device,priority
      a,5
      b,1
      """;

  static final String INPUT =
      """
      {"device": "a", "ts": 1000, "temp": 20.5}
      {"device": "b", "ts": 2000, "temp": 99}
      {"device": "a", "ts": 9999, "temp": 21}
      {"device": "a", "ts": 10000, "temp": 22.25}
      {"device": "c", "ts": 11000, "temp": 1}
      """;

  static final List<String> ROWS =
      List.of(
          "{\"start\":\"1970-01-01T00:00:00.000Z\",\"device\":\"a\",\"n\":2,\"peak\":21.0}",
          "{\"start\":\"1970-01-01T00:00:10.000Z\",\"device\":\"a\",\"n\":1,\"peak\":22.25}");

  private SmallRun() {}
}
