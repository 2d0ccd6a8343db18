package io.weir.operators;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the code of a bundle throws. Whatever it is, a checked exception that was smuggled out, a
 * missing class, an endless recursion or a failed assertion, it is the affair of the row at hand:
 * were it thrown on, that row would stop its pipeline for ever, for it comes again at every start.
 */
public final class UserCode {

  private static final List<String> OTHERS = List.of("java.", "jdk.", "sun.", "io.weir.operators.");

  private static final String CALLER = "io.weir.engine.";

  private UserCode() {}

  /**
   * Tells a failure, and where in the bundle it happened.
   *
   * @param thrown by code of a bundle
   * @return one line, for people
   * @throws VirtualMachineError the failure, if no row is to blame: no memory is left, or the JVM
   *     is broken
   */
  public static String failure(Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
      throw fatal;
    }
    return place(thrown.getStackTrace()).map(place -> thrown + ", " + place).orElse("" + thrown);
  }

  /**
   * Asks code of a bundle for what it declares, when a plan is made.
   *
   * @param <T> what it declares
   * @param method that is asked
   * @param declaration calls it
   * @return what it declares
   * @throws IllegalArgumentException if it refuses, fails or declares null; the message says so
   */
  public static <T> T declared(String method, Supplier<? extends @Nullable T> declaration) {
    T declared;
    try {
      declared = declaration.get();
    } catch (IllegalArgumentException refusal) {
      throw refusal;
    } catch (Throwable e) {
      throw new IllegalArgumentException(
          "%s failed: %s; correct the bundle".formatted(method, failure(e)), e);
    }
    if (declared == null) {
      throw new IllegalArgumentException(method + " returned null; correct the bundle");
    }
    return declared;
  }

  /**
   * Where a thread is in the code of a bundle.
   *
   * @param stack the last call first
   * @return {@code at} and a line of a file; empty if it is not in such code
   */
  public static Optional<String> place(StackTraceElement[] stack) {
    return Stream.of(stack)
        .takeWhile(frame -> !frame.getClassName().startsWith(CALLER))
        .filter(frame -> OTHERS.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(
            frame ->
                "at %s.%s(%s:%d)"
                    .formatted(
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()));
  }
}
