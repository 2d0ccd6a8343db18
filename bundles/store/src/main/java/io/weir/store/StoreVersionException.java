package io.weir.store;

import java.nio.file.Path;

/** Something on the disk was written in another format version than this build reads. */
public class StoreVersionException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param where the file or folder
   * @param what what it holds, for example "data folder"
   * @param found the version found
   * @param expected the version that this build reads and writes
   */
  public StoreVersionException(Path where, String what, String found, long expected) {
    super(
        where
            + ": this is a "
            + what
            + " of format version "
            + found
            + ", but this Weir reads version "
            + expected
            + ". Start it with the Weir that wrote it, or choose another data folder.");
  }
}
