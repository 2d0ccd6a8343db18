package io.weir.itests.extension;

import io.weir.api.config.Config;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code counting}: the records {@code {"n": 1}}, {@code {"n": 2}} and so on, each once. */
@Component(service = SourceType.class)
public final class CountingSourceType implements SourceType {

  private static final Option<Integer> UPTO = Option.integer("upto", "The last number.").require();

  /** For the framework. */
  public CountingSourceType() {}

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(UPTO);
  }

  @Override
  public Source open(ConnectorContext context) {
    Config config = context.config();
    return new Counting(context, config.get(UPTO));
  }

  private static final class Counting implements Source {

    private final ConnectorContext context;
    private final int upto;
    private int polled;

    Counting(ConnectorContext context, int upto) {
      this.context = context;
      this.upto = upto;
    }

    @Override
    public void restore(ByteBuffer position) {
      polled = position.getInt();
    }

    @Override
    public void replay(ByteBuffer progress) {
      polled = progress.getInt();
    }

    @Override
    public void start() {
      context.report(ConnectorContext.Health.UP, "counting from " + (polled + 1));
      context.signal();
    }

    @Override
    public int poll(Intake intake, int limit) {
      int handed = 0;
      while (handed < limit && polled < upto) {
        polled++;
        handed++;
        byte[] record = "{\"n\": %d}".formatted(polled).getBytes(StandardCharsets.UTF_8);
        intake.accept(record, 0, record.length, null, context.clock().epochMicros());
      }
      return handed;
    }

    @Override
    public void prepareCommit(ByteSink progress) {
      progress.writeInt(polled);
    }

    @Override
    public void committed() {}

    @Override
    public void checkpoint(ByteSink position) {
      position.writeInt(polled);
    }

    @Override
    public void close() {}
  }
}
