package io.weir.bench.query;

import io.weir.engine.workers.Workers;
import io.weir.formats.json.JsonFormat;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Bytes of heap from a block of JSON records to the groups, once everything is warm. An operation
 * of JMH is a block; all blocks are within one window, so that none is yielded.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Allocation {

  private static final int DEVICES = 10_000;
  private static final int BLOCKS = 100;
  private static final long MAX_STATE = 1L << 30;

  private final Workload work = new Workload(DEVICES, BLOCKS);
  private final byte[][][] json = Workload.json(work.objects);
  private Weir weir;
  private int next;

  /** A pipeline that has seen every block. */
  @Setup
  public void pipeline() throws Exception {
    weir =
        Weir.of(
            new JsonFormat(),
            work.table,
            List.of(Weir.Query.of(Window.TUMBLING.sql())),
            new Outcome(),
            MAX_STATE,
            Workers.of(1));
    for (int i = 0; i < BLOCKS; i++) {
      block();
    }
  }

  /** A block of records. */
  @Benchmark
  public void block() {
    weir.accept(json[next], work.objects[next][0].ts());
    next = (next + 1) % BLOCKS;
  }

  /** Runs it with the collector's profiler. */
  static void measure() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(Allocation.class.getName())
                    .addProfiler(GCProfiler.class)
                    .forks(1)
                    .warmupIterations(3)
                    .measurementIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementTime(TimeValue.seconds(2))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.println();
    ResultFormatFactory.getInstance(ResultFormatType.TEXT, System.out).writeOut(results);
    double bytes =
        results.iterator().next().getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    Figures.figure("allocation-per-record", bytes / Workload.BATCH, "bytes of heap");
    Figures.figure("allocation-per-block", bytes, "bytes, a block of 2,000 records");
  }
}
