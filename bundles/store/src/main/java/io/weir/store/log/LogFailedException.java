package io.weir.store.log;

import io.weir.store.StoreException;
import java.nio.file.Path;

/**
 * Writing or forcing a log failed, and nobody knows what reached the disk. After a failed force a
 * second one may succeed without having written anything (the kernel has marked the pages clean),
 * so the log refuses to go on: close it, and open it again to learn what it holds.
 */
public final class LogFailedException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param folder the log's folder
   * @param action what failed, as "force"
   * @param cause how
   */
  LogFailedException(Path folder, String action, Throwable cause) {
    super(
        folder
            + ": "
            + action
            + " failed ("
            + cause.getMessage()
            + "), and what reached the disk is unknown. The log takes nothing more until it is"
            + " opened again; check the disk.",
        cause);
  }
}
