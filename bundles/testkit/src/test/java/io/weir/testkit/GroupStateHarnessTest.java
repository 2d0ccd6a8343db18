package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import io.weir.api.function.GroupStateType.Timeout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupStateHarnessTest {

  private static final Schema ROWS =
      Schema.of(
          Field.of("k", DataType.STRING),
          Field.of("t", DataType.TIMESTAMP),
          Field.of("v", DataType.DOUBLE));

  @Test
  void shouldPassWhatKeepsTheLaw() {
    presence(Timeout.EVENT_TIME)
        .row(at(1), "a", at(1), 1.0)
        .expect("a", 0L)
        .row(at(2), null, null, null)
        .expect(null, 0L)
        .row(at(3), "a", at(3), 2.0)
        .row(at(4), "b", at(4), 2.0)
        .expect("b", 0L)
        .expectKeys(3)
        .advanceTo(at(13))
        .expect(null, 1L)
        .expect("a", 2L)
        .row(at(12), "a", at(12), 0.0)
        .expectLate()
        .row(at(14), "b", at(14), -1.0)
        .expectFailure("negative")
        .advanceTo(at(14))
        .expect("b", 1L)
        .expectKeys(0)
        .verify();
    presence(Timeout.PROCESSING_TIME)
        .advanceTo(at(100))
        .row(at(1), "a", at(1), 1.0)
        .expect("a", 0L)
        .advanceTo(at(109))
        .advanceTo(at(110))
        .expect("a", 1L)
        .verify();
    presence(Timeout.NONE).verify();
  }

  @Test
  void shouldRefuseWhatWasNotExpected() {
    assertThatThrownBy(() -> presence(Timeout.NONE).row(at(1), "a", at(1), 1.0).verify())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("presence: the rows [[a, 0]] came, and were not expected")
        .hasMessageContaining("1. row(1970-01-01T00:00:01Z, [a, 1970-01-01T00:00:01Z, 1.0])");
    assertThatThrownBy(
            () -> presence(Timeout.NONE).row(at(1), "a", at(1), 1.0).expect("a", 1L).verify())
        .hasMessageContaining("the row [a, 0] came, expected [a, 1]");
    assertThatThrownBy(() -> presence(Timeout.NONE).advanceTo(at(1)).expect("a", 1L))
        .hasMessageContaining("no row came, expected [a, 1]");
    assertThatThrownBy(() -> presence(Timeout.NONE).row(at(1), "a", at(1), -1.0).expect("a", 0L))
        .hasMessageContaining("no row came");
    assertThatThrownBy(() -> presence(Timeout.NONE).row(at(1), "a", at(1), -1.0).verify())
        .hasMessageContaining("failed, which was not expected: the function presence failed")
        .hasMessageContaining("negative");
    assertThatThrownBy(
            () -> presence(Timeout.NONE).row(at(1), "a", at(1), 1.0).expect("a", 0L).expectKeys(0))
        .hasMessageContaining("1 keys have a state or a timeout, expected 0");
  }

  @Test
  void shouldRefuseRowsOfAnotherForm() {
    assertThatThrownBy(() -> presence(Timeout.NONE).row(at(1), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 1 values, expected 3: one a column");
    assertThatThrownBy(() -> presence(Timeout.NONE).row(at(1), "a", at(1), 1))
        .hasMessage("column v: found 1 (Integer), expected a double");
    assertThatThrownBy(() -> GroupStateHarness.of(new Presence(Timeout.NONE), ROWS, "key"))
        .hasMessageContaining("no column key for the key");
    assertThatThrownBy(() -> GroupStateHarness.of(new Presence(Timeout.NONE), ROWS, "v"))
        .hasMessageContaining("expected one key, a string; found [double]");
  }

  @Test
  void shouldFindWhatIsKeptInFields() {
    assertBroken(
        new Counting() {
          private long calls;

          @Override
          void count(long[] counts) {
            counts[0] = ++calls;
          }
        },
        "made twice with the same arguments");
  }

  @Test
  void shouldFindWhatIsNotWritten() {
    assertBroken(
        new Counting() {
          @Override
          public long[] read(ByteBuffer source) {
            source.getLong();
            return new long[1];
          }
        },
        "written otherwise");
    assertBroken(
        new Counting() {
          @Override
          public void write(long[] state, ByteSink target) {
            super.write(state, target);
            target.writeByte(0);
          }
        },
        "read left 1 of 9 bytes");
    assertBroken(
        new Counting() {
          @Override
          public void write(long[] state, ByteSink target) {
            super.write(state, target);
            state[0]++;
          }
        },
        "written twice, a state gives other bytes");
  }

  @Test
  void shouldFindWhatMustNotBeChanged() {
    assertBroken(
        new Counting() {
          @Override
          public void update(
              List<@Nullable Object> key,
              @Nullable Object[] row,
              GroupState<long[]> state,
              Consumer<@Nullable Object[]> output) {
            super.update(key, row, state, output);
            row[0] = "changed";
          }
        },
        "changes its row");
    assertBroken(
        new Counting() {
          @Override
          void keep(long[] counts, GroupState<long[]> state) {
            if (state.get() == null) {
              super.keep(counts, state);
            }
          }
        },
        "changes the state without update(state)");
  }

  @Test
  void shouldFindAPipelineThatHearsOfAnother() {
    assertBroken(
        new Counting() {
          private long reads;

          @Override
          public long[] read(ByteBuffer source) {
            reads++;
            return super.read(source);
          }

          @Override
          void count(long[] counts) {
            counts[0] += reads > 12 ? 2 : 1;
          }
        },
        "it gave the rows");
  }

  private static GroupStateHarness<Long> presence(Timeout timeout) {
    return GroupStateHarness.of(new Presence(timeout), ROWS, "k");
  }

  private static void assertBroken(GroupStateType<long[]> type, String message) {
    assertThatThrownBy(
            () ->
                GroupStateHarness.of(type, ROWS, "k")
                    .row(at(1), "a", at(1), 1.0)
                    .expect(1L)
                    .row(at(2), "a", at(2), 1.0)
                    .expect(2L)
                    .verify())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  private static Instant at(long second) {
    return Instant.EPOCH.plus(Duration.ofSeconds(second));
  }

  /** Counts rows. */
  private static class Counting implements GroupStateType<long[]> {

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Schema outputSchema(List<DataType> key, Schema rows) {
      return Schema.of(Field.of("n", DataType.LONG));
    }

    @Override
    public void update(
        List<@Nullable Object> key,
        @Nullable Object[] row,
        GroupState<long[]> state,
        Consumer<@Nullable Object[]> output) {
      long[] known = state.get();
      long[] counts = known == null ? new long[1] : known;
      count(counts);
      keep(counts, state);
      output.accept(new @Nullable Object[] {counts[0]});
    }

    void count(long[] counts) {
      counts[0]++;
    }

    void keep(long[] counts, GroupState<long[]> state) {
      state.update(counts);
    }

    @Override
    public void write(long[] state, ByteSink target) {
      target.writeLong(state[0]);
    }

    @Override
    public long[] read(ByteBuffer source) {
      return new long[] {source.getLong()};
    }
  }
}
