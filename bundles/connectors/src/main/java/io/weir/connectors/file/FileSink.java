package io.weir.connectors.file;

import io.weir.api.Clock;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.format.Encoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a file, one a line. Rows are gathered, written and forced in groups, and confirmed
 * then; what a crash leaves behind the confirmed length is cut off at the next start, and those
 * rows come again.
 *
 * <p>In complete mode every result goes to a file beside the target and takes its name when it is
 * whole.
 */
final class FileSink implements Sink {

  /** How and where to write. */
  record Settings(Path path, boolean overwrite, long rollBytes, Duration rollAge) {
    boolean rolls() {
      return rollBytes > 0 || !rollAge.isZero();
    }

    long rollAgeMicros() {
      return rollAge.toNanos() / 1000;
    }
  }

  private static final int GROUP_BYTES = 1 << 20;
  private static final long GROUP_NANOS = Duration.ofMillis(100).toNanos();

  private final ConnectorContext context;
  private final Encoder encoder;
  private final Settings settings;
  private final Storage storage;
  private final RolledNames names;
  private final Path aside;

  // The file being written.
  private Storage.@Nullable Target target;
  private Path path;
  private long number;
  private long length;
  private long openedMicros;
  private boolean replacing;

  // What is not forced yet.
  private final ByteSink group = new ByteSink();
  private boolean written;
  private long groupSinceNanos;
  private long lastSequence;
  private @Nullable Confirmation confirmation;

  FileSink(ConnectorContext context, Encoder encoder, Settings settings, Storage storage) {
    this.context = context;
    this.encoder = encoder;
    this.settings = settings;
    this.storage = storage;
    this.names = new RolledNames(settings.path());
    this.path = settings.path();
    this.aside =
        settings.path().toAbsolutePath().resolveSibling(settings.path().getFileName() + ".new");
  }

  /** One byte says whether the row has an id, for the header; then the row. */
  @Override
  public void encode(Batch batch, int row, @Nullable String id, ByteSink bytes) {
    bytes.writeByte(id == null ? 0 : 1);
    encoder.encode(batch, row, id, bytes);
  }

  @Override
  public void start(@Nullable ByteBuffer bytes) throws IOException {
    SinkPosition position = SinkPosition.of(bytes);
    storage.delete(aside);
    if (position == null) {
      startAnew();
      confirmation = new Confirmation(0, position().toBytes());
    } else {
      goOn(position);
    }
    context.report(Health.UP, "writing to " + path);
  }

  private void startAnew() throws IOException {
    long greatest = 0;
    if (settings.rolls()) {
      List<Long> there = names.numbers(storage);
      greatest = there.isEmpty() ? 0 : there.get(there.size() - 1);
      if (settings.overwrite()) {
        for (long old : there) {
          storage.delete(names.path(old));
        }
        greatest = 0;
      }
    }
    openFile(settings.rolls() ? greatest + 1 : 0);
    if (settings.overwrite()) {
      cut(0);
    }
  }

  private void goOn(SinkPosition position) throws IOException {
    boolean samePlace =
        settings.path().toString().equals(position.path())
            && settings.rolls() == position.file() > 0;
    if (!samePlace) {
      cutOldPlace(position);
      startAnew();
      return;
    }
    if (position.replaced()) {
      openFile(0); // a whole result is never cut
      return;
    }
    if (settings.rolls()) {
      // Whatever was begun after the confirmed row holds only rows that come again.
      for (long later : names.numbers(storage)) {
        if (later > position.file()) {
          storage.delete(names.path(later));
        }
      }
    }
    openFile(position.file());
    openedMicros = position.openedMicros();
    if (length < position.length()) {
      context.report(
          Health.DEGRADED,
          ("%s: found %d bytes, expected at least the %d that were confirmed;"
                  + " somebody cut it; going on at its end")
              .formatted(path, length, position.length()));
    } else if (length > position.length()) {
      cut(position.length());
    }
  }

  /** The path or the rolling was changed: the unconfirmed rows come again in the new place. */
  private void cutOldPlace(SinkPosition position) throws IOException {
    Path old = Path.of(position.path());
    Path file = position.file() == 0 ? old : new RolledNames(old).path(position.file());
    if (position.replaced() || !storage.exists(file)) {
      return;
    }
    try (Storage.Target there = storage.open(file)) {
      if (there.length() > position.length()) {
        there.truncate(position.length());
      }
    }
  }

  private void openFile(long file) throws IOException {
    closeTarget();
    number = file;
    path = file == 0 ? settings.path() : names.path(file);
    Storage.Target opened;
    try {
      opened = storage.open(path);
    } catch (IOException e) {
      throw new IOException(path + ": cannot open for writing: " + e.getMessage(), e);
    }
    target = opened;
    length = opened.length();
    openedMicros = context.clock().epochMicros();
  }

  private void cut(long newLength) throws IOException {
    target().truncate(newLength);
    target().force();
    length = newLength;
  }

  @Override
  public boolean deliver(Delivery delivery) throws IOException {
    Clock clock = context.clock();
    if (delivery.replaces()) {
      beginResult();
    } else if (!replacing) {
      rollIfDue(clock.epochMicros());
    }
    if (!written && group.size() == 0) {
      groupSinceNanos = clock.monotonicNanos();
    }
    if (length == 0 && group.size() == 0) {
      openedMicros = clock.epochMicros();
      String header = encoder.fileHeader(delivery.array()[delivery.offset()] == 1);
      if (!header.isEmpty()) {
        group.write(header.getBytes(StandardCharsets.UTF_8));
        group.writeByte('\n');
      }
    }
    group.write(delivery.array(), delivery.offset() + 1, delivery.length() - 1);
    group.writeByte('\n');
    lastSequence = delivery.sequence();
    if (group.size() >= GROUP_BYTES) {
      writeGroup();
    }
    if (!replacing && clock.monotonicNanos() - groupSinceNanos >= GROUP_NANOS) {
      confirmGroup();
    }
    return true;
  }

  @Override
  public void flush() throws IOException {
    if (replacing) {
      publish();
    } else {
      confirmGroup();
      rollIfDue(context.clock().epochMicros());
    }
  }

  private void writeGroup() throws IOException {
    if (group.size() > 0) {
      try {
        target().append(group.array(), 0, group.size());
      } catch (IOException e) {
        throw trouble("write to", e);
      }
      length += group.size();
      group.clear();
      written = true;
    }
  }

  private void confirmGroup() throws IOException {
    writeGroup();
    if (written) {
      force();
      written = false;
      confirmation = new Confirmation(lastSequence, position().toBytes());
    }
  }

  private void force() throws IOException {
    try {
      target().force();
    } catch (IOException e) {
      throw trouble("force", e);
    }
  }

  private void rollIfDue(long nowMicros) throws IOException {
    long size = length + group.size();
    boolean full = settings.rollBytes() > 0 && size >= settings.rollBytes();
    boolean old =
        !settings.rollAge().isZero() && nowMicros - openedMicros >= settings.rollAgeMicros();
    if (size > 0 && settings.rolls() && (full || old)) {
      confirmGroup();
      openFile(number + 1);
      if (length > 0) {
        cut(0); // left over by a crash; its rows come again
      }
      confirmation =
          confirmation == null
              ? null
              : new Confirmation(confirmation.sequence(), position().toBytes());
    }
  }

  /** Begins a result beside the target; an unfinished one before it is dropped. */
  private void beginResult() throws IOException {
    group.clear();
    written = false;
    replacing = true;
    closeTarget();
    storage.delete(aside);
    try {
      target = storage.open(aside);
    } catch (IOException e) {
      throw new IOException(aside + ": cannot open for writing: " + e.getMessage(), e);
    }
    path = settings.path();
    number = 0;
    length = 0;
  }

  private void publish() throws IOException {
    if (target == null) {
      return;
    }
    writeGroup();
    if (!written) {
      return;
    }
    force();
    closeTarget();
    try {
      storage.rename(aside, settings.path());
    } catch (IOException e) {
      throw trouble("replace", e);
    }
    written = false;
    confirmation =
        new Confirmation(
            lastSequence, new SinkPosition(configured(), 0, length, openedMicros, true).toBytes());
  }

  private IOException trouble(String action, IOException e) {
    return new IOException(
        "%s: cannot %s it: %s; the rows wait and are tried again"
            .formatted(path, action, e.getMessage()),
        e);
  }

  private SinkPosition position() {
    return new SinkPosition(configured(), number, length, openedMicros, false);
  }

  private String configured() {
    return settings.path().toString();
  }

  private Storage.Target target() throws IOException {
    Storage.Target open = target;
    if (open == null) {
      throw new IOException(path + ": is not open");
    }
    return open;
  }

  @Override
  public @Nullable Confirmation confirmed() {
    return confirmation;
  }

  private void closeTarget() throws IOException {
    Storage.Target open = target;
    target = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    try {
      closeTarget();
    } catch (IOException e) {
      context.report(Health.DEGRADED, path + ": cannot close: " + e.getMessage());
    }
  }
}
