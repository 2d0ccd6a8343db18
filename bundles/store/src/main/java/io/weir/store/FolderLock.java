package io.weir.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a folder, held by the operating system for the process: when that ends, however it
 * does, the lock is gone. The number of the process in the file is for the error message only.
 */
final class FolderLock implements Closeable {
  private static final String NAME = "lock";
  private static final int MAX_PID_BYTES = 32;

  /**
   * Channels that found the folder locked by this very process. Closing one, or leaving it to the
   * garbage collector, would release that lock: POSIX drops a process's locks on a file when any of
   * its descriptors is closed.
   */
  private static final List<FileChannel> KEPT_OPEN = new ArrayList<>();

  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Locks a folder.
   *
   * @throws FolderInUseException if a living process holds the lock
   */
  static FolderLock acquire(Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = tryLock(folder, channel);
      if (lock == null) {
        throw new FolderInUseException(folder, holder(channel));
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new FolderLock(channel, lock);
    } catch (OverlappingFileLockException e) {
      synchronized (KEPT_OPEN) {
        KEPT_OPEN.add(channel);
      }
      throw new FolderInUseException(folder, "this very process");
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  private static @Nullable FileLock tryLock(Path folder, FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(
          folder
              + ": its file system can not lock files ("
              + e.getMessage()
              + "). Put the data folder on a local disk.",
          e);
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_PID_BYTES);
    int length = Math.max(0, channel.read(bytes, 0));
    String pid = new String(bytes.array(), 0, length, StandardCharsets.US_ASCII).strip();
    return pid.isEmpty() ? "another process" : "process " + pid;
  }
}
