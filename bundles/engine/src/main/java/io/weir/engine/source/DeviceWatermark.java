package io.weir.engine.source;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.operators.RowBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The smallest, over the active devices, of each device's greatest event time, minus the delay. One
 * device with a fast clock then makes nobody else late. A device is active from its first record
 * until it has been silent for its idle time.
 *
 * <p>An indexed binary heap by greatest event time: O(log devices) a record that moves its device.
 *
 * <p>Thread: the pipeline's.
 */
final class DeviceWatermark implements WatermarkTracker {

  private static final int INACTIVE = -1;

  private final long delayMicros;
  private final long idleMicros;
  private final Map<Object, Integer> numbers = new HashMap<>();

  // By device number.
  private long[] greatestOf = new long[64];
  private long[] receivedOf = new long[64];
  private int[] placeOf = new int[64];

  // Heap of device numbers, smallest greatestOf first.
  private int[] heap = new int[64];
  private int active;

  private long greatest = RowBatch.NO_WATERMARK;
  private long current = RowBatch.NO_WATERMARK;

  DeviceWatermark(long delayMicros, long idleMicros) {
    this.delayMicros = delayMicros;
    this.idleMicros = idleMicros;
  }

  @Override
  public long currentMicros() {
    return current;
  }

  @Override
  public long greatestMicros() {
    return greatest;
  }

  @Override
  public void observe(Column device, PassedRows passed) {
    for (int i = 0; i < passed.count(); i++) {
      passed.watermarkMicros()[i] = current;
      Object key = device.value(passed.rows()[i]);
      observe(
          key == null ? "" : key.toString(), passed.eventMicros()[i], passed.receivedMicros()[i]);
    }
  }

  @Override
  public void resumed(long nowMicros) {
    for (int device = 0; device < numbers.size(); device++) {
      receivedOf[device] = Math.max(receivedOf[device], nowMicros);
    }
  }

  @Override
  public void tick(long nowMicros) {
    if (idleMicros < 0) {
      return;
    }
    for (int device = 0; device < numbers.size(); device++) {
      if (placeOf[device] != INACTIVE && receivedOf[device] + idleMicros <= nowMicros) {
        remove(placeOf[device]);
        placeOf[device] = INACTIVE;
      }
    }
    raise();
  }

  @Override
  public void write(ByteSink target) {
    target.writeLong(greatest);
    target.writeLong(current);
    target.writeInt(numbers.size());
    numbers.forEach(
        (key, device) -> {
          byte[] utf8 = key.toString().getBytes(StandardCharsets.UTF_8);
          target.writeInt(utf8.length);
          target.write(utf8);
          target.writeLong(greatestOf[device]);
          target.writeLong(receivedOf[device]);
          target.writeByte(placeOf[device] == INACTIVE ? 0 : 1);
        });
  }

  @Override
  public void read(ByteBuffer source) {
    long greatestBefore = source.getLong();
    long currentBefore = source.getLong();
    int count = source.getInt();
    for (int i = 0; i < count; i++) {
      byte[] utf8 = new byte[source.getInt()];
      source.get(utf8);
      String key = new String(utf8, StandardCharsets.UTF_8);
      observe(key, source.getLong(), source.getLong());
      if (source.get() == 0) {
        int device = numbers.size() - 1;
        remove(placeOf[device]);
        placeOf[device] = INACTIVE;
      }
    }
    greatest = greatestBefore;
    current = currentBefore;
  }

  private void observe(String key, long eventMicros, long receivedMicros) {
    int before = numbers.size();
    int device = numbers.computeIfAbsent(key, ignored -> before);
    boolean known = device < before;
    if (device == greatestOf.length) {
      greatestOf = Arrays.copyOf(greatestOf, device * 2);
      receivedOf = Arrays.copyOf(receivedOf, device * 2);
      placeOf = Arrays.copyOf(placeOf, device * 2);
      heap = Arrays.copyOf(heap, device * 2);
    }
    receivedOf[device] = known ? Math.max(receivedOf[device], receivedMicros) : receivedMicros;
    if (!known || greatestOf[device] < eventMicros) {
      greatestOf[device] = eventMicros;
    }
    if (!known || placeOf[device] == INACTIVE) {
      placeOf[device] = active;
      heap[active] = device;
      up(active++);
    } else {
      down(placeOf[device]);
    }
    greatest = Math.max(greatest, eventMicros);
    raise();
  }

  private void raise() {
    if (active > 0) {
      current = Math.max(current, greatestOf[heap[0]] - delayMicros);
    }
  }

  private void remove(int place) {
    int last = --active;
    if (place != last) {
      heap[place] = heap[last];
      placeOf[heap[place]] = place;
      down(place);
      up(place);
    }
  }

  private void up(int from) {
    int place = from;
    int device = heap[place];
    while (place > 0) {
      int parent = (place - 1) / 2;
      if (greatestOf[heap[parent]] <= greatestOf[device]) {
        break;
      }
      set(place, heap[parent]);
      place = parent;
    }
    set(place, device);
  }

  private void down(int from) {
    int place = from;
    int device = heap[place];
    while (true) {
      int child = 2 * place + 1;
      if (child >= active) {
        break;
      }
      if (child + 1 < active && greatestOf[heap[child + 1]] < greatestOf[heap[child]]) {
        child++;
      }
      if (greatestOf[heap[child]] >= greatestOf[device]) {
        break;
      }
      set(place, heap[child]);
      place = child;
    }
    set(place, device);
  }

  private void set(int place, int device) {
    heap[place] = device;
    placeOf[device] = place;
  }
}
