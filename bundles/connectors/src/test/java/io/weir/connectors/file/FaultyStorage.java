package io.weir.connectors.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The disk, failing at a chosen step; an append that fails has written half of its bytes. */
final class FaultyStorage implements Storage {

  int steps;
  int forces;
  private int failAt = -1;

  void failAt(int step) {
    failAt = step;
  }

  private boolean fails() {
    return steps++ == failAt;
  }

  private void step() throws IOException {
    if (fails()) {
      throw full();
    }
  }

  private static IOException full() {
    return new IOException("No space left on device");
  }

  @Override
  public Target open(Path path) throws IOException {
    step();
    Target target = DISK.open(path);
    return new Target() {
      @Override
      public long length() throws IOException {
        return target.length();
      }

      @Override
      public void truncate(long length) throws IOException {
        step();
        target.truncate(length);
      }

      @Override
      public void append(byte[] bytes, int offset, int length) throws IOException {
        if (fails()) {
          target.append(bytes, offset, length / 2);
          throw full();
        }
        target.append(bytes, offset, length);
      }

      @Override
      public void force() throws IOException {
        step();
        forces++; // the disk itself is not under test
      }

      @Override
      public void close() throws IOException {
        target.close();
      }
    };
  }

  @Override
  public boolean exists(Path path) {
    return DISK.exists(path);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    return DISK.names(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    DISK.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    step();
    DISK.delete(path);
  }
}
