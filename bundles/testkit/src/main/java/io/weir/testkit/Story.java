package io.weir.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a harness did with a connector so far, for the message when something is broken.
 *
 * <p>Thread: any.
 */
final class Story {

  private static final int MOST_STEPS = 60;

  private final String connector;
  private final String run;
  private final List<Step> steps = new ArrayList<>();
  private int left;
  private String about = "";

  /**
   * A story without steps.
   *
   * @param connector its type's name
   * @param run what is tried
   */
  Story(String connector, String run) {
    this.connector = connector;
    this.run = run;
  }

  /** What is tried is a sentence of its own, whatever else is found. */
  synchronized void about(Sentence law) {
    about = "%nlaw: \"%s\" (%s)".formatted(law.text(), law.place());
  }

  /** A call or what came of it, and how often in a row. */
  private record Step(String text, int times) {
    @Override
    public String toString() {
      return times == 1 ? text : text + ", " + times + " times";
    }
  }

  synchronized void step(String text, Object... values) {
    Step step = new Step(text.formatted(values), 1);
    Step last = steps.isEmpty() ? step : steps.get(steps.size() - 1);
    if (!steps.isEmpty() && last.text().equals(step.text())) {
      steps.set(steps.size() - 1, new Step(step.text(), last.times() + 1));
      return;
    }
    steps.add(step);
    if (steps.size() > MOST_STEPS) {
      steps.remove(0);
      left++;
    }
  }

  /** A sentence of the law does not hold. */
  AssertionError broken(Sentence law, String found, @Nullable Object... values) {
    return broken(law, null, found, values);
  }

  /** A sentence of the law does not hold, and an exception shows it. */
  AssertionError broken(
      Sentence law, @Nullable Throwable cause, String found, @Nullable Object... values) {
    return new AssertionError(
        "%s: %s%nlaw: \"%s\" (%s)%s"
            .formatted(connector, found.formatted(values), law.text(), law.place(), told()),
        cause);
  }

  /** What was expected did not come, which no sentence forbids. */
  AssertionError otherwise(String found, @Nullable Object... values) {
    return new AssertionError("%s: %s%s".formatted(connector, found.formatted(values), told()));
  }

  private synchronized String told() {
    StringBuilder text = new StringBuilder(about + "%nrun: %s%nsteps:".formatted(run));
    if (left > 0) {
      text.append("%n  and %d before".formatted(left));
    }
    for (int i = 0; i < steps.size(); i++) {
      text.append("%n  %d. %s".formatted(left + i + 1, steps.get(i)));
    }
    return text.toString();
  }
}
