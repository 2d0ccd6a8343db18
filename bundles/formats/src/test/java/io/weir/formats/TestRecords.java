package io.weir.formats;

import io.weir.api.format.Records;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records one behind the other, without a gap between them, so that reading too far shows. */
public final class TestRecords implements Records {

  private final byte[] bytes;
  private final int[] offsets;

  private TestRecords(byte[] bytes, int[] offsets) {
    this.bytes = bytes;
    this.offsets = offsets;
  }

  public static TestRecords of(String... payloads) {
    return of(Arrays.stream(payloads).map(p -> p.getBytes(StandardCharsets.UTF_8)).toList());
  }

  public static TestRecords of(List<byte[]> payloads) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<Integer> offsets = new ArrayList<>(List.of(0));
    for (byte[] payload : payloads) {
      all.writeBytes(payload);
      offsets.add(all.size());
    }
    return new TestRecords(
        all.toByteArray(), offsets.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public int size() {
    return offsets.length - 1;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int offset(int record) {
    return offsets[record];
  }

  @Override
  public int length(int record) {
    return offsets[record + 1] - offsets[record];
  }

  @Override
  public @Nullable String topic(int record) {
    return null;
  }

  @Override
  public long receivedMicros(int record) {
    return 0;
  }

  @Override
  public @Nullable String rejection(int record) {
    return null;
  }
}
