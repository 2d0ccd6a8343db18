package io.weir.operators.streamjoin;

import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Kernel;
import io.weir.operators.key.KeyTable;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a join of two streams joins, and how.
 *
 * @param kind what is yielded
 * @param bound of the event times
 * @param behindMicros how far the watermark of what is yielded stays behind: no row to come is of
 *     an event time before it, on either side
 * @param left the one side
 * @param right the other
 * @param keyTypes of the equalities, which may be none
 * @param nullSafe for each equality whether nulls are equal
 * @param residual a further condition over {@code candidates}; null for none
 * @param candidates which columns of pairs the condition needs
 * @param output which columns are yielded
 */
public record JoinSetup(
    Kind kind,
    TimeBound bound,
    long behindMicros,
    Input left,
    Input right,
    List<DataType> keyTypes,
    boolean[] nullSafe,
    @Nullable Kernel residual,
    PairColumns candidates,
    PairColumns output) {

  /**
   * A side.
   *
   * @param schema its columns
   * @param keys its sides of the equalities
   * @param kept the columns that are yielded or that the condition needs
   */
  public record Input(Schema schema, List<Kernel> keys, BitSet kept) {}

  Side leftSide(KeyTable table) {
    return new Side(kind.left(), left.schema(), left.kept(), keys(table, left), bound.bounds());
  }

  Side rightSide(KeyTable table) {
    return new Side(kind.right(), right.schema(), right.kept(), keys(table, right), bound.bounds());
  }

  private SideKeys keys(KeyTable table, Input input) {
    return new SideKeys(table, input.keys(), nullSafe);
  }
}
