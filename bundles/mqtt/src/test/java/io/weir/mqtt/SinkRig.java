package io.weir.mqtt;

import io.weir.api.config.ConfigException;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's side of a sink: an outbox that offers rows in order. */
public final class SinkRig implements AutoCloseable {

  public static final Schema SCHEMA =
      Schema.of(Field.of("site", DataType.STRING), Field.of("n", DataType.LONG));

  private final TestContext context;
  private final Sink sink;
  private final List<byte[]> outbox = new ArrayList<>();
  private int offered;

  private SinkRig(TestContext context) throws ConfigException {
    this.context = context;
    this.sink = new MqttSinkType().open(context, SCHEMA, SinkRig::json);
  }

  public static SinkRig start(TestContext context) throws Exception {
    SinkRig rig = new SinkRig(context);
    rig.sink.start(null);
    return rig;
  }

  /** Rows as JSON objects, as the JSON format writes them. */
  static void json(Batch batch, int row, @Nullable String id, ByteSink target) {
    Object site = batch.column(0).value(row);
    String text =
        "{\"site\":%s,\"n\":%s}"
            .formatted(site == null ? null : "\"" + site + "\"", batch.column(1).value(row));
    target.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static Batch batch(@Nullable String site, long n) {
    ColumnBuilder sites = ColumnBuilder.of(DataType.STRING);
    ColumnBuilder numbers = ColumnBuilder.of(DataType.LONG);
    sites.append(site);
    numbers.append(n);
    return new Batch(SCHEMA, List.of(sites.build(), numbers.build()), 1);
  }

  public TestContext context() {
    return context;
  }

  public Sink sink() {
    return sink;
  }

  /** Appends a row to the outbox. */
  public void add(@Nullable String site, long n) {
    ByteSink target = new ByteSink();
    target.writeInt(0); // encode must not mind what stands before
    int start = target.size();
    sink.encode(batch(site, n), 0, null, target);
    outbox.add(java.util.Arrays.copyOfRange(target.array(), start, target.size()));
  }

  /** Offers rows until one is refused or there is no more; returns the last confirmed row. */
  public long step() {
    try {
      while (offered < outbox.size() && sink.deliver(new Row(offered + 1, outbox.get(offered)))) {
        offered++;
      }
      if (offered == outbox.size()) {
        sink.flush();
      }
      Confirmation confirmed = sink.confirmed();
      return confirmed == null ? 0 : confirmed.sequence();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public void runUntilConfirmed(long sequence) {
    context.await("confirmation of " + sequence, () -> step() >= sequence);
  }

  public int offered() {
    return offered;
  }

  @Override
  public void close() {
    sink.close();
  }

  private record Row(long sequence, byte[] array) implements Delivery {
    @Override
    public boolean replaces() {
      return false;
    }

    @Override
    public int offset() {
      return 0;
    }

    @Override
    public int length() {
      return array.length;
    }
  }
}
