package io.weir.operators.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.apache.datasketches.quantiles.UpdateDoublesSketch;
import org.junit.jupiter.api.Test;

/** Which half of a full buffer survives: either as often, and told by the seed. */
class CoinTest {

  @Test
  void shouldKeepEitherHalfAsOftenForSeedsThatAreAlike() {
    int odd = 0;
    int changes = 0;
    boolean before = false;
    for (int seed = 0; seed < 10_000; seed++) {
      boolean kept = keepsOdd(seed);
      odd += kept ? 1 : 0;
      changes += kept == before ? 0 : 1;
      before = kept;
    }
    assertThat(odd).isBetween(4_700, 5_300);
    assertThat(changes).isBetween(4_700, 5_300);
  }

  @Test
  void shouldTellTheSameForOneSeed() {
    BitSet first = new BitSet();
    BitSet second = new BitSet();
    for (int seed = 0; seed < 100; seed++) {
      first.set(seed, keepsOdd(seed));
      second.set(seed, keepsOdd(seed));
    }
    assertThat(second).isEqualTo(first);
  }

  /** Fills the buffer of four of the smallest sketch, and looks at what is left of it. */
  private static boolean keepsOdd(long seed) {
    UpdateDoublesSketch sketch = DoublesSketch.builder().setK(2).build();
    for (int i = 0; i < 3; i++) {
      sketch.update(i);
    }
    new QuantileSketch(1); // the generator is in its place
    Coin.toss(seed, () -> sketch.update(3));
    var left = sketch.iterator();
    assertThat(left.next()).isTrue();
    return left.getQuantile() == 1;
  }
}
