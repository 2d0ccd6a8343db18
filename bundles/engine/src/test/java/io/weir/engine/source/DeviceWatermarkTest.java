package io.weir.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.operators.RowBatch;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceWatermarkTest {

  private static final long DELAY = 10;
  private static final long IDLE = 500;

  @Test
  void shouldNotLetOneFastClockMakeOthersLate() {
    DeviceWatermark watermark = new DeviceWatermark(DELAY, -1);
    observe(watermark, "slow", 100, 0);
    observe(watermark, "fast", 1_000_000, 0);
    assertThat(watermark.currentMicros()).isEqualTo(90);
    assertThat(watermark.greatestMicros()).isEqualTo(1_000_000);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void shouldAgreeWithTheSmallestOverActiveDevices(long seed) {
    Random random = new Random(seed);
    DeviceWatermark watermark = new DeviceWatermark(DELAY, IDLE);
    Map<String, Long> greatest = new HashMap<>();
    Map<String, Long> received = new HashMap<>();
    Map<String, Long> active = new HashMap<>();
    long expected = RowBatch.NO_WATERMARK;
    long now = 0;
    for (int step = 0; step < 5_000; step++) {
      now += random.nextInt(10);
      if (random.nextInt(50) == 0) {
        long at = now;
        active.keySet().removeIf(name -> received.get(name) + IDLE <= at);
        watermark.tick(now);
      } else {
        String name = "d" + random.nextInt(random.nextInt(100) + 1);
        long event = now - random.nextInt(200);
        observe(watermark, name, event, now);
        greatest.merge(name, event, Math::max);
        received.put(name, now);
        active.put(name, greatest.get(name));
      }
      if (!active.isEmpty()) {
        long least = active.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        expected = Math.max(expected, least - DELAY);
      }
      assertThat(watermark.currentMicros()).as("seed %d step %d", seed, step).isEqualTo(expected);
      if (random.nextInt(500) == 0) {
        watermark = copy(watermark);
      }
    }
  }

  private static void observe(DeviceWatermark watermark, String name, long event, long received) {
    PassedRows one = new PassedRows();
    one.add(0, 0, event, received);
    watermark.observe(device(name), one);
  }

  private static DeviceWatermark copy(DeviceWatermark watermark) {
    ByteSink bytes = new ByteSink();
    watermark.write(bytes);
    DeviceWatermark copy = new DeviceWatermark(DELAY, IDLE);
    copy.read(ByteBuffer.wrap(bytes.toByteArray()));
    return copy;
  }

  private static Column device(String name) {
    ColumnBuilder builder = ColumnBuilder.of(DataType.STRING);
    builder.append(name);
    return builder.build();
  }
}
