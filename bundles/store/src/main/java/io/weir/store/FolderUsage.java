package io.weir.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Counts what is on a disk. */
public final class FolderUsage {
  private FolderUsage() {}

  /**
   * Returns how many bytes the files in a folder and its sub-folders have. Files that come or go
   * meanwhile may or may not be counted.
   *
   * @param folder the folder; a missing one has none
   */
  public static long bytes(Path folder) throws IOException {
    long[] sum = {0};
    if (!Files.exists(folder)) {
      return 0;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  /**
   * Returns how many bytes may still be written to the disk of a folder.
   *
   * @param folder the folder, which is there
   */
  public static long freeBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}
