package io.weir.testkit;

import io.weir.api.Fate;
import io.weir.api.connector.Intake;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of one poll, and notes what is wrong with how they are handed over.
 *
 * <p>Thread: that of the poll; any other one is noted.
 */
final class CheckedIntake implements Intake {

  static final String REJECTED = "rejected: ";

  private final CallThread thread;
  private final Story story;
  private final List<String> records = new ArrayList<>();
  private volatile boolean ended;
  private volatile @Nullable AssertionError broken;

  CheckedIntake(CallThread thread, Story story) {
    this.thread = thread;
    this.story = story;
  }

  /** The poll has returned; from now on no call is right. */
  List<String> end() {
    ended = true;
    check();
    return records;
  }

  /** Fails if a call was wrong so far. */
  void check() {
    AssertionError found = broken;
    if (found != null) {
      throw found;
    }
  }

  private void fail(AssertionError error) {
    if (broken == null) {
      broken = error;
    }
    throw error;
  }

  private void begin(String method) {
    if (ended) {
      fail(story.broken(SourceLaw.INTAKE, "%s was called after poll had returned", method));
    }
    if (!thread.isCurrent()) {
      fail(
          story.broken(
              SourceLaw.THREAD,
              "%s was called on the thread %s",
              method,
              Thread.currentThread().getName()));
    }
  }

  @Override
  public void accept(
      byte[] payload, int offset, int length, @Nullable String topic, long receivedMicros) {
    begin("accept");
    records.add(text(payload, offset, length));
  }

  @Override
  public void reject(
      byte[] payload,
      int offset,
      int length,
      @Nullable String topic,
      long receivedMicros,
      String reason) {
    begin("reject");
    text(payload, offset, length);
    if (reason.isBlank()) {
      fail(story.broken(SourceLaw.REASON, "reject was given no reason"));
    }
    records.add(REJECTED + reason);
  }

  private String text(byte[] payload, int offset, int length) {
    if (offset < 0 || length < 0 || offset + length > payload.length) {
      fail(
          story.broken(
              SourceLaw.LENGTH,
              "found offset %d and length %d in %d bytes",
              offset,
              length,
              payload.length));
    }
    return new String(payload, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public void count(Fate fate, int count) {
    begin("count");
    if ((fate != Fate.DUPLICATE && fate != Fate.OVERFLOW) || count < 1) {
      fail(story.broken(SourceLaw.FATES, "count was told of %d %s", count, fate.label()));
    }
  }
}
