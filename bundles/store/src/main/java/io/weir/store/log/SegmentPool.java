package io.weir.store.log;

import io.weir.store.StoreFullException;
import io.weir.store.StoreStep;
import io.weir.store.file.NoSpaceException;
import io.weir.store.file.StoreFile;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes segment files, ahead of need where it is asked to, and keeps freed ones for reuse. A file
 * gets its number, as its name, before it is used, and no number is given twice to the same bytes:
 * what is left in a file from earlier can not pass for a group of its new segment. Thread-safe.
 */
final class SegmentPool {
  /** Names of files that are being made; what has such a name at opening is deleted. */
  static final String UNFINISHED = "unfinished.tmp";

  private static final int BLOCK_BYTES = 4096;
  private static final int ZEROS_BYTES = 64 << 10;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(ZEROS_BYTES).asReadOnlyBuffer();

  private final StoreFiles files;
  private final Path folder;
  private final LogOptions options;
  private final Deque<Spare> spares = new ArrayDeque<>();
  private long nextNumber;
  private long spareBytes;

  SegmentPool(StoreFiles files, Path folder, LogOptions options, long nextNumber) {
    this.files = files;
    this.folder = folder;
    this.options = options;
    this.nextNumber = nextNumber;
  }

  /**
   * Takes a file for the next segment, making one if none is ready.
   *
   * @param frameBytes what the segment must have room for beside its header
   * @param above number of the segment before it
   * @throws StoreFullException if the disk is full; nothing has changed
   */
  synchronized Spare take(long frameBytes, long above) throws IOException {
    long needed = SegmentHeader.BYTES + frameBytes;
    if (needed > options.segmentBytes()) {
      return create((needed + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES);
    }
    Spare spare = spares.pollFirst();
    if (spare == null) {
      return create(options.segmentBytes());
    }
    spareBytes -= spare.size();
    return spare.number() > above ? spare : renumber(spare);
  }

  /** Takes back a file in which no group was written. */
  synchronized void giveBack(Spare spare) throws IOException {
    if (spare.size() == options.segmentBytes()) {
      spares.addFirst(spare);
      spareBytes += spare.size();
    } else {
      files.delete(spare.path());
      files.forceFolder(folder);
    }
  }

  /**
   * Makes a file ready if none is.
   *
   * @return whether one was made
   */
  synchronized boolean prepare() throws IOException {
    if (!spares.isEmpty()) {
      return false;
    }
    Spare spare = create(options.segmentBytes());
    spares.addLast(spare);
    spareBytes += spare.size();
    return true;
  }

  /** Takes over a file that is no part of the log any more: for reuse, or to be deleted. */
  synchronized void retire(Path path, int size) throws IOException {
    if (size == options.segmentBytes() && spares.size() < options.maxSpares()) {
      spares.addLast(renumber(new Spare(0, size, true, path)));
      spareBytes += size;
    } else {
      files.delete(path);
      files.forceFolder(folder);
    }
  }

  /** Returns how many bytes the files take that are ready for use. */
  synchronized long bytes() {
    return spareBytes;
  }

  private Spare renumber(Spare spare) throws IOException {
    long number = nextNumber++;
    Path path = Segment.path(folder, number);
    files.rename(spare.path(), path);
    files.forceFolder(folder);
    return new Spare(number, spare.size(), spare.recycled(), path);
  }

  private Spare create(long size) throws IOException {
    options.steps().at(StoreStep.LOG_BEFORE_CREATE);
    Path unfinished = folder.resolve(UNFINISHED);
    try {
      files.delete(unfinished);
      try (StoreFile file = files.create(unfinished)) {
        fill(file, size);
        file.force();
      }
    } catch (NoSpaceException e) {
      discard(unfinished, e);
      throw new StoreFullException(folder, size, e);
    } catch (IOException e) {
      discard(unfinished, e);
      throw e;
    }
    long number = nextNumber++;
    Path path = Segment.path(folder, number);
    files.rename(unfinished, path);
    files.forceFolder(folder);
    options.steps().at(StoreStep.LOG_AFTER_CREATE);
    return new Spare(number, Math.toIntExact(size), false, path);
  }

  /** Really writes zeros: the blocks are the file's from now on, and a full disk shows here. */
  private static void fill(StoreFile file, long size) throws IOException {
    ByteBuffer zeros = ZEROS.duplicate();
    for (long offset = 0; offset < size; offset += zeros.limit()) {
      zeros.clear().limit((int) Math.min(ZEROS_BYTES, size - offset));
      file.write(zeros, offset);
    }
  }

  private void discard(Path unfinished, IOException failure) {
    try {
      files.delete(unfinished);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
