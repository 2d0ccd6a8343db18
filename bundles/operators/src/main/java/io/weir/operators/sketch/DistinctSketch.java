package io.weir.operators.sketch;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * About how many different values were added: the library's HyperLogLog of eight bits a register,
 * sparse at first. Its state follows from the set of values; so does the estimate, for it is the
 * composite one, which unlike the library's default does not look at the order of updates.
 *
 * <p>Thread: one at a time.
 */
public final class DistinctSketch {

  /** The least relative standard error that it can be asked for. */
  public static final double LEAST_ERROR = 0.00072;

  private static final int LEAST_LG_K = 4;
  private static final int GREATEST_LG_K = 21;
  private static final long OBJECT_BYTES = 144;

  private SketchMemory memory;
  private HllSketch sketch; // a view of the memory

  /**
   * Has seen nothing.
   *
   * @param error the relative standard error that is asked for, at least {@link #LEAST_ERROR}
   */
  public DistinctSketch(double error) {
    int lgK = lgK(error);
    memory = new SketchMemory(capacity(lgK));
    sketch = new HllSketch(lgK, TgtHllType.HLL_8, memory);
  }

  private DistinctSketch(SketchMemory memory) {
    this.memory = memory;
    this.sketch = HllSketch.writableWrap(memory);
  }

  private static double error(int lgK) {
    return HllSketch.getRelErr(true, true, lgK, 1);
  }

  private static int lgK(double error) {
    int lgK = LEAST_LG_K;
    while (lgK < GREATEST_LG_K && error(lgK) > error) {
      lgK++;
    }
    return lgK;
  }

  private static int capacity(int lgK) {
    return HllSketch.getMaxUpdatableSerializationBytes(lgK, TgtHllType.HLL_8);
  }

  /**
   * The most memory that a sketch can take.
   *
   * @param error as it was asked for
   * @return bytes
   */
  public static long mostBytes(double error) {
    return OBJECT_BYTES + capacity(lgK(error));
  }

  /** An equal sketch of its own. */
  public DistinctSketch copy() {
    return new DistinctSketch(memory.copy());
  }

  /** The memory that it is accounted for, bytes. */
  public long bytes() {
    return OBJECT_BYTES + sketch.getUpdatableSerializationBytes();
  }

  /**
   * Adds a value that is a number.
   *
   * @param value any
   */
  public void add(long value) {
    sketch.update(value);
  }

  /**
   * Adds a value that is a floating-point number.
   *
   * @param value any; NaN is one value, and so are 0.0 and -0.0
   */
  public void add(double value) {
    sketch.update(value);
  }

  /**
   * Adds any other value.
   *
   * @param bytes at least one, the same for equal values
   */
  public void add(byte[] bytes) {
    sketch.update(bytes);
  }

  /**
   * Adds what another sketch of the same error has seen.
   *
   * @param other left as it is
   */
  public void merge(DistinctSketch other) {
    // Registers cannot be merged into a sparse sketch where it stands, so the smaller one goes
    // into the larger one.
    boolean smaller =
        sketch.getUpdatableSerializationBytes() < other.sketch.getUpdatableSerializationBytes();
    HllSketch added = smaller ? sketch : other.sketch;
    if (smaller) {
      memory = other.memory.copy();
    }
    Union.writableWrap(memory).update(added);
    sketch = HllSketch.writableWrap(memory);
  }

  /** The count, rounded. */
  public long estimate() {
    return Math.round(sketch.getCompositeEstimate());
  }

  /**
   * Writes it for a checkpoint, in the library's updatable form as far as it is not zero.
   *
   * @param target receives the bytes
   */
  public void write(ByteSink target) {
    memory.write(target);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param error as it was asked for
   * @param source at the first byte
   * @return an equal sketch
   */
  public static DistinctSketch read(double error, ByteBuffer source) {
    return new DistinctSketch(SketchMemory.read(capacity(lgK(error)), source));
  }
}
