package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.operators.expr.Expr;
import io.weir.operators.partition.KeyRouter;
import io.weir.operators.partition.Router;
import io.weir.operators.streamjoin.JoinSetup;
import io.weir.operators.streamjoin.Kind;
import io.weir.operators.streamjoin.PairColumns;
import io.weir.operators.streamjoin.TimeBound;
import java.util.BitSet;
import java.util.List;

/** What the operator of a join of two streams has to know. */
final class JoinCompilation {

  private final Plan.StreamJoin join;
  private final PathCompiler paths;
  private final int width; // of the left side
  private final BitSet yielded;
  private final BitSet asked = new BitSet(); // by the condition
  private final BitSet keptLeft;
  private final BitSet keptRight;

  /** A join of whose columns only those {@code needed} are looked at. */
  JoinCompilation(Plan.StreamJoin join, BitSet needed, PathCompiler paths) {
    this.join = join;
    this.paths = paths;
    this.width = join.left().schema().size();
    this.yielded = needed;
    Expr residual = join.residual();
    if (residual != null) {
      asked.or(Exprs.references(residual));
    }
    BitSet kept = (BitSet) needed.clone();
    kept.or(asked);
    int all = join.pairs().size();
    this.keptLeft = kept.get(0, width);
    this.keptRight = kept.get(width, all);
  }

  BitSet neededOfLeft() {
    return with(keptLeft, join.keys().stream().map(Plan.JoinKey::left).toList());
  }

  BitSet neededOfRight() {
    return with(keptRight, join.keys().stream().map(Plan.JoinKey::right).toList());
  }

  private static BitSet with(BitSet kept, List<Expr> keys) {
    BitSet needed = (BitSet) kept.clone();
    keys.forEach(key -> needed.or(Exprs.references(key)));
    return needed;
  }

  JoinSetup setup() {
    List<Expr> leftKeys = join.keys().stream().map(Plan.JoinKey::left).toList();
    List<Expr> rightKeys = join.keys().stream().map(Plan.JoinKey::right).toList();
    List<DataType> types = leftKeys.stream().map(Expr::type).toList();
    boolean[] nullSafe = new boolean[types.size()];
    for (int i = 0; i < nullSafe.length; i++) {
      nullSafe[i] = join.keys().get(i).nullSafe();
    }
    Expr residual = join.residual();
    Schema left = join.left().schema();
    Schema right = join.right().schema();
    return new JoinSetup(
        kind(),
        new TimeBound(join.bounds().leastMicros(), join.bounds().mostMicros()),
        join.behindMicros(),
        new JoinSetup.Input(left, paths.kernels(leftKeys), keptLeft),
        new JoinSetup.Input(right, paths.kernels(rightKeys), keptRight),
        types,
        nullSafe,
        residual == null ? null : paths.kernel(residual),
        new PairColumns(join.pairs(), width, right.size(), asked),
        new PairColumns(join.schema(), width, right.size(), yielded));
  }

  /** The way of a side's rows to their partitions. */
  Router router(boolean ofLeft) {
    List<Expr> leftKeys = join.keys().stream().map(Plan.JoinKey::left).toList();
    List<Expr> keys = ofLeft ? leftKeys : join.keys().stream().map(Plan.JoinKey::right).toList();
    return new KeyRouter(leftKeys.stream().map(Expr::type).toList(), paths.kernels(keys));
  }

  private Kind kind() {
    Plan.StreamJoinKind kind = join.kind();
    boolean semi = kind == Plan.StreamJoinKind.SEMI;
    boolean pairs = !semi && kind != Plan.StreamJoinKind.ANTI;
    return new Kind(pairs, semi, kind.keepsLeft(), kind.keepsRight());
  }
}
