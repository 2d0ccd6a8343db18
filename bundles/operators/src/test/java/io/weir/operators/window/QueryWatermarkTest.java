package io.weir.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.operators.RowBatch;
import org.junit.jupiter.api.Test;

class QueryWatermarkTest {

  @Test
  void shouldBeTheSmallestOfAllInputs() {
    QueryWatermark watermark = new QueryWatermark(2, false);
    raise(watermark, 0, 10);
    assertThat(watermark.present()).isEqualTo(RowBatch.NO_WATERMARK);

    raise(watermark, 1, 7);
    assertThat(watermark.present()).isEqualTo(7);
    assertThat(watermark.at(8)).isEqualTo(8);
    assertThat(watermark.at(12)).isEqualTo(10);

    raise(watermark, 1, RowBatch.END_OF_TIME);
    assertThat(watermark.present()).isEqualTo(10);
  }

  @Test
  void shouldBeTheGreatestOfAllInputs() {
    QueryWatermark watermark = new QueryWatermark(2, true);
    raise(watermark, 0, 10);
    raise(watermark, 1, 7);

    assertThat(watermark.present()).isEqualTo(10);
    assertThat(watermark.at(8)).isEqualTo(10);
    assertThat(watermark.at(12)).isEqualTo(12);
  }

  @Test
  void shouldEndTheGreatestWhenAllInputsHaveEnded() {
    QueryWatermark watermark = new QueryWatermark(2, true);
    raise(watermark, 0, 10);
    raise(watermark, 1, 7);

    raise(watermark, 0, RowBatch.END_OF_TIME);
    assertThat(watermark.present()).isEqualTo(10);
    watermark.turnTo(1);
    assertThat(watermark.at(9)).isEqualTo(10);
    assertThat(watermark.at(11)).isEqualTo(11);
    assertThat(watermark.at(RowBatch.END_OF_TIME)).isEqualTo(RowBatch.END_OF_TIME);

    raise(watermark, 1, RowBatch.END_OF_TIME);
    assertThat(watermark.present()).isEqualTo(RowBatch.END_OF_TIME);
  }

  private static void raise(QueryWatermark watermark, int input, long to) {
    watermark.turnTo(input);
    watermark.raise(to);
  }
}
