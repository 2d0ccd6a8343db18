package io.weir.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the store does with files. {@link #disk()} is the real thing; tests have one that fails,
 * tears and loses power. Thread-safe.
 */
public interface StoreFiles {
  /** Returns the files of the operating system. What it creates only its owner may use. */
  static StoreFiles disk() {
    return DiskFiles.INSTANCE;
  }

  /**
   * Creates an empty file and opens it.
   *
   * @param path its path; an existing file is an error
   */
  StoreFile create(Path path) throws IOException;

  /**
   * Opens a file for reading and writing.
   *
   * @param path its path; a missing file is a {@link java.nio.file.NoSuchFileException}
   */
  StoreFile open(Path path) throws IOException;

  /**
   * Renames a file or folder within one file system, in one step, over an existing file.
   *
   * @param from its path
   * @param to its new path
   */
  void rename(Path from, Path to) throws IOException;

  /**
   * Deletes a file or an empty folder; that it is missing is no error.
   *
   * @param path its path
   */
  void delete(Path path) throws IOException;

  /**
   * Lists a folder.
   *
   * @param folder its path; a missing folder is a {@link java.nio.file.NoSuchFileException}
   * @return what is in it, sorted
   */
  List<Path> list(Path folder) throws IOException;

  /**
   * Tells whether a file or folder is there.
   *
   * @param path its path
   */
  boolean exists(Path path);

  /**
   * Creates a folder that only its owner may use, with its parents; that it is there is no error.
   *
   * @param folder its path
   */
  void createFolder(Path folder) throws IOException;

  /**
   * Makes creations, renames and deletions in a folder durable.
   *
   * @param folder its path
   */
  void forceFolder(Path folder) throws IOException;
}
