package io.weir.store;

/** Is told each {@link StoreStep} on the thread that takes it. Off, it costs an empty call. */
@FunctionalInterface
public interface StoreSteps {
  /** Listens to nothing. */
  StoreSteps NONE = step -> {};

  /**
   * A step is about to be taken or was taken, as its name says.
   *
   * @param step which
   */
  void at(StoreStep step);
}
