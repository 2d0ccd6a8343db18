package io.weir.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.operators.column.ValueCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValueCodecTest {

  @Test
  void shouldKeepTimesFarFromTheEpoch() {
    for (String text : new String[] {"+285428-11-20T10:00:00.000001Z", "-9999-01-01T00:00:00Z"}) {
      Instant time = Instant.parse(text);
      ByteSink bytes = new ByteSink();
      ValueCodec.write(DataType.TIMESTAMP, time, bytes);
      assertThat(ValueCodec.read(DataType.TIMESTAMP, ByteBuffer.wrap(bytes.toByteArray())))
          .isEqualTo(time);
    }
  }
}
