package io.weir.connectors.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the file sink does to the file system; tests put one in between that fails.
 *
 * <p>Thread: one at a time.
 */
interface Storage {

  /** The machine's file system. */
  Storage DISK = new Disk();

  /** A file open for appending. */
  interface Target extends AutoCloseable {

    /** The length in bytes. */
    long length() throws IOException;

    /** Cuts the file. */
    void truncate(long length) throws IOException;

    /** Appends bytes; when it throws, some of them may have been written. */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when everything appended is on the disk. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Opens a file, made together with its folder if it is not there. */
  Target open(Path path) throws IOException;

  /** Whether a file is there. */
  boolean exists(Path path);

  /** The names in a folder, none if it is not there. */
  List<String> names(Path folder) throws IOException;

  /** Renames a file, in one step, over another one if that is there. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path path) throws IOException;

  /** The machine's file system. */
  final class Disk implements Storage {
    @Override
    public Target open(Path path) throws IOException {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return new DiskTarget(
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    @Override
    public boolean exists(Path path) {
      return Files.exists(path);
    }

    @Override
    public List<String> names(Path folder) throws IOException {
      List<String> names = new ArrayList<>();
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
          paths.forEach(path -> names.add(String.valueOf(path.getFileName())));
        }
      }
      return names;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(to);
    }

    @Override
    public void delete(Path path) throws IOException {
      Files.deleteIfExists(path);
    }

    /** Makes a rename durable; only POSIX systems can and need to. */
    private static void forceFolder(Path path) throws IOException {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null
          && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }
  }

  /** A file on the disk. */
  final class DiskTarget implements Target {
    private final FileChannel channel;

    DiskTarget(FileChannel channel) throws IOException {
      this.channel = channel;
      channel.position(channel.size());
    }

    @Override
    public long length() throws IOException {
      return channel.size();
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
      channel.position(length);
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
