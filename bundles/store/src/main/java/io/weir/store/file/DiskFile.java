package io.weir.store.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of the operating system. {@link FileChannel} closes itself when a thread that uses it is
 * interrupted; here the interruption is put off to the end of the operation, and a channel closed
 * by one that came in between is opened again, so a file must keep its name while it is open.
 */
final class DiskFile implements StoreFile {
  private static final Set<StandardOpenOption> READ_WRITE =
      EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path path;
  private final ReentrantLock reopening = new ReentrantLock();
  private volatile FileChannel channel;
  private volatile boolean closed;

  DiskFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static FileChannel openChannel(Path path) throws IOException {
    return FileChannel.open(path, READ_WRITE);
  }

  @Override
  public void write(ByteBuffer source, long offset) throws IOException {
    int start = source.position();
    boolean interrupted = Thread.interrupted();
    try {
      while (source.hasRemaining()) {
        FileChannel open = channel;
        try {
          open.write(source, offset + source.position() - start);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(open, e);
        }
      }
    } catch (IOException e) {
      throw DiskSpace.explain(e, path);
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public int read(ByteBuffer target, long offset) throws IOException {
    int start = target.position();
    boolean interrupted = Thread.interrupted();
    try {
      while (target.hasRemaining()) {
        FileChannel open = channel;
        try {
          if (open.read(target, offset + target.position() - start) < 0) {
            break;
          }
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(open, e);
        }
      }
      return target.position() - start;
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public long size() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel open = channel;
        try {
          return open.size();
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(open, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    if (size() < size) {
      throw new EOFException(path + " is shorter than " + size + " bytes");
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel open = channel;
        try {
          open.truncate(size);
          return;
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(open, e);
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public void force() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel open = channel;
        try {
          open.force(false);
          return;
        } catch (ClosedChannelException e) {
          // Not known to be durable: forced again through the new channel.
          interrupted |= Thread.interrupted();
          reopen(open, e);
        }
      }
    } catch (IOException e) {
      throw DiskSpace.explain(e, path);
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    reopening.lock();
    try {
      closed = true;
      channel.close();
    } finally {
      reopening.unlock();
    }
  }

  private void reopen(FileChannel broken, ClosedChannelException why) throws IOException {
    reopening.lock();
    try {
      if (closed) {
        throw why;
      }
      if (channel == broken) {
        channel = openChannel(path);
      }
    } finally {
      reopening.unlock();
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
