package io.weir.operators.streamjoin;

import io.weir.api.Fate;
import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Schema;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which candidates are pairs, and which of those are yielded.
 *
 * <p>Fates: a pair whose condition fails is quarantined. Where only rows of the left side are
 * yielded, a pair that yields none is {@link Fate#FILTERED}.
 *
 * <p>Thread: one at a time.
 */
final class Matcher {

  private static final Schema NOTHING = new Schema(List.of());

  private final Kind kind;
  private final @Nullable Kernel condition;
  private final PairColumns columns;
  private final Side left;
  private final Side right;
  private final RowFates fates;
  private final RowErrors errors = new RowErrors();
  private int[] kept = new int[64];
  private int[] dropped = new int[64];

  Matcher(JoinSetup setup, Side left, Side right, RowFates fates) {
    this.kind = setup.kind();
    this.condition = setup.residual();
    this.columns = setup.candidates();
    this.left = left;
    this.right = right;
    this.fates = fates;
  }

  /** Leaves of the candidates what is to be yielded; both sides know who has a partner. */
  void match(Yielded candidates) {
    if (kept.length < candidates.count()) {
      kept = new int[candidates.count()];
      dropped = new int[candidates.count()];
    }
    if (condition != null) {
      candidates.keep(matching(condition, candidates));
    }
    if (kind.pairs()) {
      for (int i = 0; i < candidates.count(); i++) {
        left.rows().match(candidates.left(i));
        right.rows().match(candidates.right(i));
      }
    } else if (candidates.count() > 0) {
      candidates.keep(firstOfLeft(candidates));
    }
  }

  private Selection matching(Kernel asked, Yielded candidates) {
    Rows pairs = candidates.rows(columns, left, right);
    errors.clear();
    BooleanColumn holds = (BooleanColumn) asked.evaluate(pairs.batch(), pairs.selection(), errors);
    int count = 0;
    for (int i = 0; i < candidates.count(); i++) {
      if (errors.failed(i)) {
        fates.quarantine(pairs, i, errors.reason(i));
      } else if (!holds.isNull(i) && holds.values()[i]) {
        kept[count++] = i;
      }
    }
    return Selection.of(kept, count);
  }

  /** The pairs that give a row of the left side its first partner, if those are yielded. */
  private Selection firstOfLeft(Yielded candidates) {
    int count = 0;
    int droppedCount = 0;
    for (int i = 0; i < candidates.count(); i++) {
      boolean first = !left.rows().isMatched(candidates.left(i));
      left.rows().match(candidates.left(i));
      right.rows().match(candidates.right(i));
      if (kind.semi() && first) {
        kept[count++] = i;
      } else {
        dropped[droppedCount++] = i;
      }
    }
    if (droppedCount > 0) {
      Batch none = new Batch(NOTHING, List.of(), candidates.count());
      fates.note(Fate.FILTERED, candidates.rows(none), dropped, 0, droppedCount);
    }
    return Selection.of(kept, count);
  }
}
