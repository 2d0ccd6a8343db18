package io.weir.operators.window;

import io.weir.api.connector.ByteSink;
import io.weir.operators.RowBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The watermark of a query as the watermark of one input moves through a batch, the others standing
 * still: the smallest of all inputs, or the greatest. An input that has ended does not hold the
 * smallest back, nor does it raise the greatest: that ends when all have ended, whichever was told
 * first.
 *
 * <p>Thread: one at a time.
 */
public final class QueryWatermark {

  private final boolean greatest;
  private final long[] inputs;
  private long reached = RowBatch.NO_WATERMARK; // the greatest of all, but for the end of time
  private long own;
  private long others; // the smallest of them
  private int current;

  /**
   * No watermark of any input.
   *
   * @param inputs how many
   * @param greatest whether the greatest counts instead of the smallest
   */
  public QueryWatermark(int inputs, boolean greatest) {
    this.greatest = greatest;
    this.inputs = new long[inputs];
    Arrays.fill(this.inputs, RowBatch.NO_WATERMARK);
  }

  /**
   * Turns to an input.
   *
   * @param input whose batch comes
   */
  public void turnTo(int input) {
    current = input;
    own = inputs[input];
    others = RowBatch.END_OF_TIME;
    for (int i = 0; i < inputs.length; i++) {
      if (i != input) {
        others = Math.min(others, inputs[i]);
      }
    }
  }

  /**
   * The query's watermark while the input's is given.
   *
   * @param inputWatermark of the input turned to; a lower one than it had is ignored
   * @return the query's
   */
  public long at(long inputWatermark) {
    long raised = Math.max(own, inputWatermark);
    long smallest = Math.min(raised, others);
    if (!greatest || smallest == RowBatch.END_OF_TIME) {
      return smallest;
    }
    return raised == RowBatch.END_OF_TIME ? reached : Math.max(raised, reached);
  }

  /**
   * Raises the watermark of the input turned to.
   *
   * @param inputWatermark a lower one than it had is ignored
   */
  public void raise(long inputWatermark) {
    own = Math.max(own, inputWatermark);
    inputs[current] = own;
    if (inputWatermark != RowBatch.END_OF_TIME) {
      reached = Math.max(reached, inputWatermark);
    }
  }

  /** The query's watermark. */
  public long present() {
    long smallest = RowBatch.END_OF_TIME;
    for (long input : inputs) {
      smallest = Math.min(smallest, input);
    }
    return greatest && smallest != RowBatch.END_OF_TIME ? reached : smallest;
  }

  /**
   * Writes the watermarks of all inputs for a checkpoint.
   *
   * @param target receives the bytes
   */
  public void write(ByteSink target) {
    target.writeLong(reached);
    for (long input : inputs) {
      target.writeLong(input);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source at the first byte
   */
  public void read(ByteBuffer source) {
    reached = source.getLong();
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = source.getLong();
    }
    turnTo(current);
  }
}
