package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate whose state is one object a row, which is changed in place. Panes share their
 * objects with the window that is made of them, so an object belongs to the cells that made it, and
 * other cells copy it before they change it: a window of many panes is copied once.
 *
 * @param <S> the state
 */
abstract class ObjectAccumulator<S extends ObjectAccumulator.State> extends Accumulator {

  /** A state, and whose it is. */
  abstract static class State {
    private @Nullable Cells owner;

    /** The memory that it is accounted for, bytes; a function of what was added. */
    abstract long bytes();
  }

  @Override
  public final int cells() {
    return 0;
  }

  @Override
  public final int objects() {
    return 1;
  }

  /** A state that has seen nothing. */
  abstract S create();

  /** An equal state of its own. */
  abstract S copy(S state);

  /** Adds a row of the batch. */
  abstract void addTo(S state, AddedRows input, int row);

  /** Adds all that a later state has seen; it is left as it is. */
  abstract void mergeInto(S state, S later);

  abstract void write(S state, ByteSink target);

  abstract S read(ByteBuffer source);

  @Override
  public final void add(AddedRows input) {
    for (int i = input.from; i < input.to; i++) {
      S state = own(input.cells, input.targets[i]);
      long before = state.bytes();
      addTo(state, input, input.rows[i]);
      input.cells.account(state.bytes() - before);
    }
  }

  @Override
  public final void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    S later = state(source, sourceRow);
    if (later != null) {
      S state = own(target, targetRow);
      long before = state.bytes();
      mergeInto(state, later);
      target.account(state.bytes() - before);
    }
  }

  /** The state of a row; null if nothing was added. */
  @SuppressWarnings("unchecked") // only this accumulator writes its object
  final @Nullable S state(Cells cells, int row) {
    return (S) cells.objects()[row * cells.objectWidth() + object()];
  }

  private S own(Cells cells, int row) {
    S present = state(cells, row);
    if (present != null && ((State) present).owner == cells) {
      return present;
    }
    S own = present == null ? create() : copy(present);
    put(cells, row, own);
    if (present == null) {
      cells.account(own.bytes());
    }
    return own;
  }

  private void put(Cells cells, int row, S state) {
    ((State) state).owner = cells;
    cells.objects()[row * cells.objectWidth() + object()] = state;
  }

  @Override
  public final long objectBytes(Cells cells, int row) {
    S state = state(cells, row);
    return state == null ? 0 : state.bytes();
  }

  @Override
  public final void write(Cells cells, int row, ByteSink target) {
    S state = state(cells, row);
    target.writeByte(state == null ? 0 : 1);
    if (state != null) {
      write(state, target);
    }
  }

  @Override
  public final void read(Cells cells, int row, ByteBuffer source) {
    if (source.get() != 0) {
      S state = read(source);
      put(cells, row, state);
      cells.account(state.bytes());
    }
  }
}
