package io.weir.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files of one line of text, replaced whole: after a crash there is the old line or the new one.
 */
public final class SmallFile {
  private static final int MAX_BYTES = 1024;

  private SmallFile() {}

  /**
   * Reads a file.
   *
   * @param files the file operations
   * @param path its path
   * @return its text without white space around it, or null if there is no such file
   */
  public static @Nullable String read(StoreFiles files, Path path) throws IOException {
    try (StoreFile file = files.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
      int length = file.read(bytes, 0);
      return new String(bytes.array(), 0, length, StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Writes a file, durably.
   *
   * @param files the file operations
   * @param path its path
   * @param text one line, at most 1000 bytes
   */
  public static void write(StoreFiles files, Path path, String text) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".tmp");
    files.delete(unfinished);
    try (StoreFile file = files.create(unfinished)) {
      file.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      file.force();
    }
    files.rename(unfinished, path);
    Path folder = path.getParent();
    if (folder != null) {
      files.forceFolder(folder);
    }
  }
}
