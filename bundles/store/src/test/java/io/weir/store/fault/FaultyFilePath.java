package io.weir.store.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system {@code faulty:}: the real one, but it counts writes and forces and fails one of
 * them, which leaves a part of itself behind, and all after it. For one test at a time.
 */
public final class FaultyFilePath extends FilePathWrapper {
  /** What to put before a file name. */
  public static final String SCHEME = "faulty:";

  private static long operations;
  private static long failAt = -1;
  private static String message = "";
  private static boolean broken;

  /** For H2, and for {@link #install()}. */
  public FaultyFilePath() {}

  /** Makes the file system known to H2. */
  public static void install() {
    FilePath.register(new FaultyFilePath());
    failAt(-1, "");
  }

  /**
   * Lets an operation fail, and all after it.
   *
   * @param operation its number, counted from 0 from now on; -1 for none
   * @param saying the message of the exception
   */
  public static void failAt(long operation, String saying) {
    operations = 0;
    failAt = operation;
    message = saying;
    broken = false;
  }

  /** Returns how many operations were counted. */
  public static long operations() {
    return operations;
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private static boolean strikes() {
    if (operations++ == failAt) {
      broken = true;
    }
    return broken;
  }

  private static final class Channel extends FileBase {
    private final FileChannel base;

    Channel(FileChannel base) {
      this.base = base;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      if (strikes()) {
        if (operations == failAt + 1) {
          ByteBuffer torn = source.duplicate();
          torn.limit(torn.position() + torn.remaining() / 2);
          base.write(torn, position);
        }
        throw new IOException(message);
      }
      return base.write(source, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int count = write(source, base.position());
      base.position(base.position() + count);
      return count;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      if (strikes()) {
        throw new IOException(message);
      }
      base.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      if (strikes()) {
        throw new IOException(message);
      }
      base.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return base.read(target);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return base.read(target, position);
    }

    @Override
    public long position() throws IOException {
      return base.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      base.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
