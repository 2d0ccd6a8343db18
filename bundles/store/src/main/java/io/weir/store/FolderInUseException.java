package io.weir.store;

import java.nio.file.Path;

/** A data folder is in use by another gateway that is alive. */
public final class FolderInUseException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param folder the folder
   * @param user who uses it, as "process 1234"
   */
  FolderInUseException(Path folder, String user) {
    super(
        folder
            + ": this data folder is in use by "
            + user
            + ". Stop that gateway first, or give this one a data folder of its own.");
  }
}
