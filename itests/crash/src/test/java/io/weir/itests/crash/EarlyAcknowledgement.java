package io.weir.itests.crash;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A source that is wrong on purpose: it acknowledges what it hands over at once, before it is
 * durable. What it loses when it is killed the tests must see.
 */
final class EarlyAcknowledgement implements SourceType {

  private final SourceType honest;

  EarlyAcknowledgement(SourceType honest) {
    this.honest = honest;
  }

  @Override
  public String name() {
    return honest.name();
  }

  @Override
  public List<Option<?>> options() {
    return honest.options();
  }

  @Override
  public Source open(ConnectorContext context) throws ConfigException {
    return new Early(honest.open(context));
  }

  private static final class Early implements Source {

    private final Source honest;
    private final ByteSink forgotten = new ByteSink();

    Early(Source honest) {
      this.honest = honest;
    }

    @Override
    public int poll(Intake intake, int limit) {
      int handed = honest.poll(intake, limit);
      if (handed > 0) {
        forgotten.clear();
        honest.prepareCommit(forgotten);
        honest.committed();
      }
      return handed;
    }

    @Override
    public void restore(ByteBuffer position) {
      honest.restore(position);
    }

    @Override
    public void replay(ByteBuffer progress) {
      honest.replay(progress);
    }

    @Override
    public void start() {
      honest.start();
    }

    @Override
    public boolean wantsCommit(long monotonicNanos) {
      return honest.wantsCommit(monotonicNanos);
    }

    @Override
    public void prepareCommit(ByteSink progress) {
      honest.prepareCommit(progress);
    }

    @Override
    public void committed() {
      honest.committed();
    }

    @Override
    public void checkpoint(ByteSink position) {
      honest.checkpoint(position);
    }

    @Override
    public void close() {
      honest.close();
    }

    @Override
    public void dispose() {
      honest.dispose();
    }
  }
}
