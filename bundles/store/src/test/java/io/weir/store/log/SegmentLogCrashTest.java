package io.weir.store.log;

import io.weir.store.fault.Fault;
import io.weir.store.fault.FaultyFiles;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens to the disk, the log holds a prefix that contains everything forced. */
class SegmentLogCrashTest {
  private static final LogOptions SMALL =
      LogOptions.DEFAULTS.withSegmentBytes(1024).withMaxSpares(2);

  @Test
  void shouldHoldAllThatWasForcedWhenThePowerGoesAtAnyOperation() throws IOException {
    for (long seed = 1; seed <= 8; seed++) {
      long operations = run(seed, 80, -1, Fault.POWER_CUT);
      for (long at = 0; at < operations; at++) {
        run(seed, 80, at, Fault.POWER_CUT);
      }
    }
  }

  @Test
  void shouldStayUsableWhenTheDiskIsFullAtAnyOperation() throws IOException {
    for (long seed = 21; seed <= 24; seed++) {
      long operations = run(seed, 80, -1, Fault.DISK_FULL);
      for (long at = 0; at < operations; at++) {
        run(seed, 80, at, Fault.DISK_FULL);
      }
    }
  }

  @Test
  void shouldRefuseToGoOnOrBeUnchangedWhenTheDiskFailsAtAnyOperation() throws IOException {
    for (long seed = 31; seed <= 34; seed++) {
      long operations = run(seed, 80, -1, Fault.IO_ERROR);
      for (long at = 0; at < operations; at++) {
        run(seed, 80, at, Fault.IO_ERROR);
      }
    }
  }

  @Test
  void shouldAgreeWithAListThroughRandomOperationsAndFaults() throws IOException {
    Fault[] faults = Fault.values();
    for (long seed = 1001; seed <= 1150; seed++) {
      Random random = new Random(seed);
      FaultyFiles files = new FaultyFiles(seed);
      int segmentBytes = 256 << random.nextInt(4);
      LogOptions options =
          LogOptions.DEFAULTS.withSegmentBytes(segmentBytes).withMaxSpares(random.nextInt(4));
      LogModel model = new LogModel(files, options, random);
      guarded(
          seed,
          -1,
          model,
          () -> {
            for (int step = 0; step < 300; step++) {
              if (random.nextInt(25) == 0) {
                long at = files.operations() + random.nextInt(12);
                files.failAt(at, faults[random.nextInt(faults.length)]);
              }
              model.step();
            }
            files.failAt(-1, Fault.POWER_CUT);
            model.crashAndCheck();
          });
    }
  }

  /** Takes steps, the operation with a number failing, and returns the number of operations. */
  private static long run(long seed, int steps, long failAt, Fault fault) throws IOException {
    FaultyFiles files = new FaultyFiles(seed + failAt * 31);
    files.failAt(failAt, fault);
    LogModel model = new LogModel(files, SMALL, new Random(seed));
    guarded(
        seed,
        failAt,
        model,
        () -> {
          for (int step = 0; step < steps; step++) {
            model.step();
          }
        });
    long operations = files.operations();
    files.failAt(-1, fault);
    guarded(seed, failAt, model, model::crashAndCheck);
    return operations;
  }

  private static void guarded(long seed, long failAt, LogModel model, Steps steps)
      throws IOException {
    try {
      steps.run();
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ", fault at operation " + failAt + "\n" + model, e);
    }
  }

  @FunctionalInterface
  private interface Steps {
    void run() throws IOException;
  }
}
