package io.weir.operators;

/**
 * Takes the rows that an operator yields.
 *
 * <p>Thread: the one that calls the operator.
 */
public interface RowSink {

  /**
   * Takes rows a step further.
   *
   * @param rows read or copied before the call returns; may be narrowed and exchanged
   * @param fates receives the rows that leave the way
   */
  void rows(Rows rows, RowFates fates);
}
