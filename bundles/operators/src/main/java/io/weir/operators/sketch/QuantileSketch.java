package io.weir.operators.sketch;

import static org.apache.datasketches.quantilescommon.QuantileSearchCriteria.INCLUSIVE;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.datasketches.quantiles.CompactDoublesSketch;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.apache.datasketches.quantiles.DoublesSketchIterator;
import org.apache.datasketches.quantiles.DoublesUnion;
import org.apache.datasketches.quantiles.UpdateDoublesSketch;

/**
 * Knows the rank of each number to within a share of their count, with 99% confidence, and exactly
 * as long as there are fewer than twice its k. It is the library's classic quantiles sketch, with
 * NaN as the greatest number, and with draws that follow from what it has seen.
 *
 * <p>What it becomes depends on the order of numbers and merges alone. It depends on the last 2k
 * numbers as a set: they are sorted before anything is left out, in a checkpoint, and in a merge.
 *
 * <p>Thread: one at a time; any number of sketches side by side.
 */
public final class QuantileSketch {

  /** The most memory that one more number can take, bytes. */
  public static final long GROWTH = 160;

  private static final long EMPTY_BYTES = 144;

  static {
    Coin.install();
  }

  private final int k;
  private UpdateDoublesSketch numbers;
  private long nans;

  /**
   * Has seen nothing.
   *
   * @param error how far off a rank may be, as a share of the count; less than 0.000064 is taken as
   *     that
   */
  public QuantileSketch(double error) {
    this(DoublesSketch.builder().setK(k(error)).build());
  }

  private QuantileSketch(UpdateDoublesSketch numbers) {
    this.numbers = numbers;
    this.k = numbers.getK();
  }

  /** The least power of two with that error, as far as the library has one. */
  static int k(double error) {
    int least = DoublesSketch.getKFromEpsilon(Math.min(error, 1), false);
    return 1 << (32 - Integer.numberOfLeadingZeros(least - 1));
  }

  /** An equal sketch of its own. */
  public QuantileSketch copy() {
    QuantileSketch copy = new QuantileSketch(DoublesUnion.heapify(numbers).getResultAndReset());
    copy.nans = nans;
    return copy;
  }

  /**
   * The memory that it is accounted for: at least what it takes, and a function of the count.
   *
   * @return bytes
   */
  public long bytes() {
    long count = numbers.getN();
    long full = 2L * k;
    if (count < full) {
      return EMPTY_BYTES + 8 * (count + Math.min(count, k));
    }
    // A level more each time that the count doubles; in between the price rises evenly.
    int levels = 63 - Long.numberOfLeadingZeros(count / full);
    long doubled = full << levels;
    return EMPTY_BYTES + 8L * k * (3 + levels) + 8L * k * (count - doubled) / doubled;
  }

  /**
   * Adds a number.
   *
   * @param value any; -0.0 counts as 0.0
   */
  public void add(double value) {
    if (Double.isNaN(value)) {
      nans++;
      return;
    }
    double number = value == 0 ? 0.0 : value;
    long count = numbers.getN() + 1;
    if ((count & (2L * k - 1)) == 0) {
      Coin.toss(count ^ Double.doubleToLongBits(number), () -> numbers.update(number));
    } else {
      numbers.update(number);
    }
  }

  /**
   * Adds what a later sketch of the same error has seen.
   *
   * @param later left as it is
   */
  public void merge(QuantileSketch later) {
    nans += later.nans;
    CompactDoublesSketch sorted = later.numbers.compact();
    if (sorted.isEstimationMode()) {
      long seed =
          31 * numbers.getN()
              + sorted.getN()
              + Double.doubleToLongBits(sorted.getMinItem())
              + 31 * Double.doubleToLongBits(sorted.getMaxItem());
      Coin.toss(seed, () -> numbers = union(numbers, sorted));
      return;
    }
    // One by one, for the library would take room for 2k numbers at once.
    for (DoublesSketchIterator number = iterator(sorted); number.next(); ) {
      add(number.getQuantile());
    }
  }

  private static DoublesSketchIterator iterator(CompactDoublesSketch sketch) {
    return (DoublesSketchIterator) sketch.iterator();
  }

  private static UpdateDoublesSketch union(UpdateDoublesSketch one, DoublesSketch other) {
    DoublesUnion union = DoublesUnion.heapify(one);
    union.union(other);
    return union.getResultAndReset();
  }

  /**
   * The least numbers whose ranks reach shares of the count; at least one number was added.
   *
   * @param shares from 0 to 1
   * @return one number a share
   */
  public double[] quantiles(double[] shares) {
    // Of a copy, for a sketch keeps what it made to answer.
    CompactDoublesSketch sorted = numbers.compact();
    return Arrays.stream(shares).map(share -> quantile(sorted, share)).toArray();
  }

  private double quantile(CompactDoublesSketch sorted, double share) {
    long count = sorted.getN();
    long rank = Math.max(1, (long) Math.ceil(share * (count + nans)));
    return rank > count ? Double.NaN : sorted.getQuantile((double) rank / count, INCLUSIVE);
  }

  /**
   * Writes it for a checkpoint, in the library's compact form.
   *
   * @param target receives the bytes
   */
  public void write(ByteSink target) {
    target.writeLong(nans);
    SketchMemory memory = new SketchMemory(numbers.getCurrentCompactSerializedSizeBytes());
    numbers.compact(memory);
    memory.write(target);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source at the first byte
   * @return an equal sketch
   */
  public static QuantileSketch read(ByteBuffer source) {
    long nans = source.getLong();
    QuantileSketch sketch =
        new QuantileSketch(UpdateDoublesSketch.heapify(SketchMemory.readFull(source)));
    sketch.nans = nans;
    return sketch;
  }
}
