package io.weir.operators.window;

/**
 * The watermark of a query as the watermark of one input moves through a batch, the others standing
 * still: the smallest of all inputs, or the greatest.
 *
 * <p>Thread: one at a time.
 */
public final class QueryWatermark {

  private final boolean greatest;
  private final long[] inputs;
  private long own;
  private long others;
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
    java.util.Arrays.fill(this.inputs, Long.MIN_VALUE);
  }

  /**
   * Turns to an input.
   *
   * @param input whose batch comes
   */
  public void turnTo(int input) {
    current = input;
    own = inputs[input];
    others = greatest ? Long.MIN_VALUE : Long.MAX_VALUE;
    for (int i = 0; i < inputs.length; i++) {
      if (i != input) {
        others = greatest ? Math.max(others, inputs[i]) : Math.min(others, inputs[i]);
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
    return greatest ? Math.max(raised, others) : Math.min(raised, others);
  }

  /**
   * Raises the watermark of the input turned to.
   *
   * @param inputWatermark a lower one than it had is ignored
   */
  public void raise(long inputWatermark) {
    own = Math.max(own, inputWatermark);
    inputs[current] = own;
  }

  /** The query's watermark. */
  public long present() {
    long present = inputs[0];
    for (long input : inputs) {
      present = greatest ? Math.max(present, input) : Math.min(present, input);
    }
    return present;
  }

  /**
   * The watermark of an input.
   *
   * @param input which
   * @return {@link Long#MIN_VALUE} while there is none
   */
  public long of(int input) {
    return inputs[input];
  }
}
