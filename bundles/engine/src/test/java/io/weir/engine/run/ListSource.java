package io.weir.engine.run;

import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Gives the lines of a list, from the position that was committed last.
 *
 * <p>Threads: lines arrive by that of the test.
 */
final class ListSource implements SourceType {

  private final List<String> lines;
  private volatile int available;
  private volatile Runnable signal = () -> {};
  private int acknowledged;
  private boolean started;
  private Random breaks = new Random(0);
  private int breaksOneIn;

  ListSource(List<String> lines) {
    this.lines = lines;
  }

  /** Makes one record in so many break the source, after it was handed over. */
  ListSource breakingOneIn(int records, Random random) {
    breaks = random;
    breaksOneIn = records;
    return this;
  }

  /** Lets more lines arrive. */
  void arrive(int count) {
    available = Math.min(lines.size(), available + count);
    signal.run();
  }

  boolean started() {
    return started;
  }

  int acknowledged() {
    return acknowledged;
  }

  @Override
  public String name() {
    return "list";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Source open(ConnectorContext context) {
    signal = context::signal;
    return new Instance(context);
  }

  private final class Instance implements Source {
    private final ConnectorContext context;
    private int next;

    Instance(ConnectorContext context) {
      this.context = context;
    }

    @Override
    public void restore(ByteBuffer position) {
      next = position.getInt();
    }

    @Override
    public void replay(ByteBuffer progress) {
      next = progress.getInt();
    }

    @Override
    public void start() {
      started = true;
    }

    @Override
    public int poll(Intake intake, int limit) {
      int polled = 0;
      while (polled < limit && next < available) {
        byte[] line = lines.get(next++).getBytes(StandardCharsets.UTF_8);
        intake.accept(line, 0, line.length, "plant/a", context.clock().epochMicros());
        polled++;
        if (breaksOneIn > 0 && breaks.nextInt(breaksOneIn) == 0) {
          throw new IllegalStateException("the source broke");
        }
      }
      return polled;
    }

    @Override
    public boolean exhausted() {
      return next == lines.size();
    }

    @Override
    public void prepareCommit(ByteSink progress) {
      progress.writeInt(next);
    }

    @Override
    public void committed() {
      acknowledged = next;
    }

    @Override
    public void checkpoint(ByteSink position) {
      position.writeInt(next);
    }

    @Override
    public void close() {}
  }
}
