package io.weir.store;

import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Opens a data folder and keeps it until it is killed. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (DataFolder folder = DataFolder.open(StoreFiles.disk(), Path.of(arguments[0]), null)) {
      System.out.println(folder.gatewayId());
      int end = System.in.read();
      System.out.println(end);
    }
  }
}
