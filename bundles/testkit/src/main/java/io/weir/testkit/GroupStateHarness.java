package io.weir.testkit;

import io.weir.api.data.Schema;
import io.weir.api.function.GroupStateType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a function with a state for each key makes of rows and of time, and that it keeps the
 * law of {@link GroupStateType}:
 *
 * <ul>
 *   <li>every call is made again with the same arguments, and must do the same: send the same rows,
 *       leave the same state, set the same timeout, throw the same;
 *   <li>every state is written and read, to the last byte and to the same bytes;
 *   <li>the key and the row are not changed, nor a state without {@code update};
 *   <li>all is repeated with a restart after each step, and after any one, in two pipelines at
 *       once: whatever came out comes out again.
 * </ul>
 *
 * <pre>{@code
 * GroupStateHarness.of(new Presence(), Schema.of(Field.of("device", DataType.STRING)), "device")
 *     .row(Instant.ofEpochSecond(1), "press-1")
 *     .expect("press-1", "came")
 *     .row(Instant.ofEpochSecond(5), "press-1")
 *     .advanceTo(Instant.ofEpochSecond(65))
 *     .expect("press-1", "went")
 *     .expectKeys(0)
 *     .verify();
 * }</pre>
 *
 * <p>All rows that come of a step, and its failure, must be expected before the next one. What is
 * otherwise, and what breaks the law, is an {@link AssertionError} that says which step.
 *
 * <p>Thread: one at a time.
 *
 * @param <S> the state
 */
public final class GroupStateHarness<S> {

  private final CheckedGroupState<S> type;
  private final GroupStateRun.Setup setup;
  private final GroupStateRun first;
  private final List<GroupStateRun.Step> steps = new ArrayList<>();
  private final List<GroupStateRun.Outcome> outcomes = new ArrayList<>();

  // Of the last step.
  private final List<List<@Nullable Object>> unseen = new ArrayList<>();
  private final List<String> unseenFailures = new ArrayList<>();

  private GroupStateHarness(CheckedGroupState<S> type, GroupStateRun.Setup setup) {
    this.type = type;
    this.setup = setup;
    this.first = new GroupStateRun(setup);
  }

  /**
   * A harness for a function.
   *
   * @param <S> the state
   * @param type the function
   * @param rows the columns that it is shown
   * @param key names of those that make the key
   * @return without rows
   * @throws IllegalArgumentException if there is no such column, or if the function refuses them
   */
  public static <S> GroupStateHarness<S> of(GroupStateType<S> type, Schema rows, String... key) {
    CheckedGroupState<S> checked = new CheckedGroupState<>(type);
    return new GroupStateHarness<>(
        checked, GroupStateRun.Setup.of(checked, rows, Arrays.asList(key)));
  }

  /**
   * Hands a row over. For timeouts of processing time a trigger follows at once, at the time that
   * {@link #advanceTo} reached last, 1970 before.
   *
   * @param time the row's event time; does not move the watermark
   * @param values one a column, as {@link io.weir.api.data.Column#value} gives them; null for null
   * @return this
   */
  public GroupStateHarness<S> row(Instant time, @Nullable Object... values) {
    if (values.length != setup.rows().size()) {
      throw new IllegalArgumentException(
          "found %d values, expected %d: one a column"
              .formatted(values.length, setup.rows().size()));
    }
    return step(new GroupStateRun.Arrival(time, Arrays.asList(values.clone())));
  }

  /**
   * Moves the time on: the watermark, if the function's timeouts are of event time; else the clock,
   * and a trigger comes.
   *
   * @param time not before the last
   * @return this
   */
  public GroupStateHarness<S> advanceTo(Instant time) {
    return step(new GroupStateRun.Advance(time));
  }

  private GroupStateHarness<S> step(GroupStateRun.Step step) {
    nothingUnseen();
    steps.add(step);
    GroupStateRun.Outcome outcome = take(first, step, false);
    outcomes.add(outcome);
    unseen.addAll(outcome.rows());
    unseenFailures.addAll(outcome.failures());
    return this;
  }

  /**
   * Expects the next row that came of the last step.
   *
   * @param values one a column; null for null
   * @return this
   */
  public GroupStateHarness<S> expect(@Nullable Object... values) {
    require(!unseen.isEmpty(), "no row came, expected %s", Arrays.deepToString(values));
    List<@Nullable Object> row = unseen.remove(0);
    require(
        Values.same(row, Arrays.asList(values), 0),
        "the row %s came, expected %s",
        row,
        Arrays.deepToString(values));
    return this;
  }

  /**
   * Expects that the last step failed: the row is quarantined, or the timeout is used up and its
   * rows are dropped.
   *
   * @param part of the message
   * @return this
   */
  public GroupStateHarness<S> expectFailure(String part) {
    require(!unseenFailures.isEmpty(), "nothing failed, expected a failure with: %s", part);
    String failure = unseenFailures.remove(0);
    require(failure.contains(part), "failed: %s; expected a failure with: %s", failure, part);
    return this;
  }

  /**
   * Expects that the last row was before the watermark, and did not reach the function.
   *
   * @return this
   */
  public GroupStateHarness<S> expectLate() {
    return expectFailure(GroupStateRun.LATE);
  }

  /**
   * Expects so many keys with a state or a timeout: what takes memory.
   *
   * @param count after the last step
   * @return this
   */
  public GroupStateHarness<S> expectKeys(long count) {
    long found = outcomes.isEmpty() ? 0 : outcomes.get(outcomes.size() - 1).keys();
    require(
        found == count, "%d keys have a state or a timeout, expected %d: remove()?", found, count);
    return this;
  }

  private GroupStateRun.Outcome take(
      GroupStateRun run, GroupStateRun.Step step, boolean restarting) {
    GroupStateRun.Outcome outcome = run.take(step, restarting);
    type.throwViolation();
    return outcome;
  }

  /** Repeats all steps with restarts. */
  public void verify() {
    nothingUnseen();
    for (int restart = 0; restart < steps.size(); restart++) {
      repeat(restart);
    }
  }

  /** In two pipelines, one of which restarts after each step, the other after one. */
  private void repeat(int restart) {
    GroupStateRun often = new GroupStateRun(setup);
    GroupStateRun once = new GroupStateRun(setup);
    for (int i = 0; i < steps.size(); i++) {
      same(i, take(often, steps.get(i), true), "restarted at each step");
      same(
          i,
          take(once, steps.get(i), i == restart),
          "beside another pipeline" + (i < restart ? "" : ", restarted at step " + (restart + 1)));
    }
  }

  private void same(int step, GroupStateRun.Outcome again, String how) {
    GroupStateRun.Outcome outcome = outcomes.get(step);
    if (!again.same(outcome)) {
      throw type.broken(
          "%s, step %d gives %s; at first it gave %s%s"
              .formatted(how, step + 1, again, outcome, story()));
    }
  }

  private void nothingUnseen() {
    require(unseen.isEmpty(), "the rows %s came, and were not expected", unseen);
    require(
        unseenFailures.isEmpty(),
        "failed, which was not expected: %s",
        String.join("; ", unseenFailures));
  }

  private void require(boolean holds, String message, @Nullable Object... values) {
    if (!holds) {
      throw type.broken(message.formatted(values) + story());
    }
  }

  private String story() {
    StringBuilder text = new StringBuilder("\nsteps:");
    for (int i = 0; i < steps.size(); i++) {
      text.append("\n  ").append(i + 1).append(". ").append(steps.get(i));
    }
    return text.toString();
  }
}
