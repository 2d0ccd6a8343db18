package io.weir.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTableTest {

  /** Remembers in order of arrival; forgets the oldest beyond the horizon or the bound. */
  private static final class Oracle {
    private final Map<Long, Long> seen = new LinkedHashMap<>();
    private final long horizon;
    private final int maxKeys;
    private long greatest = Long.MIN_VALUE;

    Oracle(long horizon, int maxKeys) {
      this.horizon = horizon;
      this.maxKeys = maxKeys;
    }

    boolean add(long key, long time) {
      if (seen.containsKey(key)) {
        return false;
      }
      greatest = Math.max(greatest, time);
      var oldest = seen.entrySet().iterator();
      while (oldest.hasNext()) {
        long at = oldest.next().getValue();
        if (at >= greatest - horizon && seen.size() < maxKeys) {
          break;
        }
        oldest.remove();
      }
      seen.put(key, time);
      return true;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAgreeWithAMapInOrderOfArrival(long seed) {
    Random random = new Random(seed);
    int maxKeys = 1 + random.nextInt(5000);
    long horizon = 1L + random.nextInt(10_000);
    IdentityTable table = new IdentityTable(horizon, maxKeys);
    Oracle oracle = new Oracle(horizon, maxKeys);
    long time = 0;
    for (int step = 0; step < 30_000; step++) {
      time += random.nextInt(3);
      int key = random.nextInt(8_000);
      long at = time - (long) random.nextInt(500);
      assertThat(table.add(31L * key, key, at))
          .as("seed %d step %d", seed, step)
          .isEqualTo(oracle.add(key, at));
      if (random.nextInt(5_000) == 0) {
        table = copy(table, horizon, maxKeys);
      }
    }
    assertThat(table.size()).isEqualTo(oracle.seen.size());
  }

  private static IdentityTable copy(IdentityTable table, long horizon, int maxKeys) {
    ByteSink bytes = new ByteSink();
    table.write(bytes);
    IdentityTable copy = new IdentityTable(horizon, maxKeys);
    copy.read(ByteBuffer.wrap(bytes.toByteArray()));
    assertThat(copy.forgotten()).isEqualTo(table.forgotten());
    return copy;
  }
}
