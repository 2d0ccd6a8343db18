package io.weir.store;

import io.weir.store.file.SmallFile;
import io.weir.store.file.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a gateway keeps its data, locked against every other process:
 *
 * <pre>
 * format         format version of the folder
 * lock           locked while a process uses it
 * gateway-id     made once
 * epoch          the last store epoch given out
 * pipelines/     a folder for each pipeline
 * removed/       what is being deleted
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class DataFolder implements Closeable {
  /** Format version that this build reads and writes. */
  static final int VERSION = 1;

  private static final String FORMAT_PREFIX = "weir-data ";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final String ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
  private static final int ID_LENGTH = 10;

  private final StoreFiles files;
  private final Path root;
  private final FolderLock lock;
  private final String gatewayId;

  private DataFolder(StoreFiles files, Path root, FolderLock lock, String gatewayId) {
    this.files = files;
    this.root = root;
    this.lock = lock;
    this.gatewayId = gatewayId;
  }

  /**
   * Opens a data folder, making it if it is not there, and locks it.
   *
   * @param files the file operations; those of the disk, as the lock goes its own way
   * @param root the folder
   * @param givenId the gateway's id, which the folder keeps; null to go on with the one that it
   *     has, or make one
   * @throws FolderInUseException if a living process, this one included, has it open
   * @throws StoreVersionException if it is of another format version
   */
  public static DataFolder open(StoreFiles files, Path root, @Nullable String givenId)
      throws IOException {
    files.createFolder(root);
    Path folder = root.toRealPath();
    FolderLock lock = FolderLock.acquire(folder);
    try {
      restrictToOwner(folder);
      requireVersion(files, folder);
      String id = gatewayId(files, folder, givenId);
      DataFolder data = new DataFolder(files, folder, lock, id);
      files.createFolder(data.pipelinesFolder());
      if (!files.exists(folder.resolve("format"))) {
        SmallFile.write(files, folder.resolve("format"), FORMAT_PREFIX + VERSION);
      }
      data.deleteRemoved();
      return data;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Returns the path of the folder. */
  public Path path() {
    return root;
  }

  /** Returns the gateway's id: made at random once for a folder. */
  public String gatewayId() {
    return gatewayId;
  }

  /**
   * Gives out a store epoch, one more than any before, durably. Whoever creates, resets or restores
   * a store takes one.
   *
   * @return the epoch, 1 or more
   */
  public synchronized long nextEpoch() throws IOException {
    Path path = root.resolve("epoch");
    String text = SmallFile.read(files, path);
    long last = 0;
    if (text != null) {
      try {
        last = Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new StoreException(
            path
                + ": found '"
                + text
                + "' where a number was expected. Write into it a number above all epochs that the"
                + " upstream has seen, the second part of the _id of a row.",
            e);
      }
    }
    long next = last + 1;
    SmallFile.write(files, path, Long.toString(next));
    return next;
  }

  /**
   * Returns the folder of a pipeline, making it if it is not there.
   *
   * @param name the pipeline's
   * @throws IllegalArgumentException if it is not a name
   */
  public Path pipeline(String name) throws IOException {
    Path folder = pipelinePath(name);
    files.createFolder(folder);
    return folder;
  }

  /** Returns the names of the pipelines that have a folder, sorted. */
  public List<String> pipelines() throws IOException {
    return files.list(pipelinesFolder()).stream()
        .map(path -> String.valueOf(path.getFileName()))
        .toList();
  }

  /**
   * Deletes all data of a pipeline. In one step it has none any more; the files go then, or when
   * the folder is opened next.
   *
   * @param name the pipeline's; that it has no data is no error
   */
  public synchronized void deletePipeline(String name) throws IOException {
    Path folder = pipelinePath(name);
    if (!files.exists(folder)) {
      return;
    }
    Path removed = root.resolve("removed");
    files.createFolder(removed);
    int number = 0;
    while (files.exists(removed.resolve(name + "." + number))) {
      number++;
    }
    files.rename(folder, removed.resolve(name + "." + number));
    files.forceFolder(pipelinesFolder());
    files.forceFolder(removed);
    deleteRemoved();
  }

  /** Returns how many bytes the files of all pipelines take. */
  public long bytesUsed() throws IOException {
    return FolderUsage.bytes(root);
  }

  /**
   * Returns how many bytes the files of a pipeline take.
   *
   * @param name the pipeline's
   */
  public long bytesUsed(String name) throws IOException {
    return FolderUsage.bytes(pipelinePath(name));
  }

  /** Unlocks the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private Path pipelinesFolder() {
    return root.resolve("pipelines");
  }

  private Path pipelinePath(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a pipeline; expected [a-z][a-z0-9-]*");
    }
    return pipelinesFolder().resolve(name);
  }

  private void deleteRemoved() throws IOException {
    Path removed = root.resolve("removed");
    if (files.exists(removed)) {
      deleteTree(removed);
    }
  }

  private void deleteTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : files.list(path)) {
        deleteTree(entry);
      }
    }
    files.delete(path);
  }

  private static void requireVersion(StoreFiles files, Path folder) throws IOException {
    Path path = folder.resolve("format");
    String text = SmallFile.read(files, path);
    if (text == null) {
      if (hasEntries(files, folder.resolve("pipelines"))) {
        throw new StoreException(
            path
                + " is missing, though there is data of pipelines. Restore the folder from a copy"
                + " as a whole, or choose another data folder.");
      }
    } else if (!text.equals(FORMAT_PREFIX + VERSION)) {
      String found = text.startsWith(FORMAT_PREFIX) ? text.substring(FORMAT_PREFIX.length()) : text;
      throw new StoreVersionException(folder, "data folder", found, VERSION);
    }
  }

  private static boolean hasEntries(StoreFiles files, Path folder) throws IOException {
    try {
      return !files.list(folder).isEmpty();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String gatewayId(StoreFiles files, Path folder, @Nullable String given)
      throws IOException {
    Path path = folder.resolve("gateway-id");
    String before = SmallFile.read(files, path);
    String kept = before == null || before.isEmpty() ? randomId() : before;
    String id = given == null ? kept : given;
    if (!id.equals(before)) {
      SmallFile.write(files, path, id);
    }
    return id;
  }

  private static String randomId() {
    SecureRandom random = new SecureRandom();
    StringBuilder id = new StringBuilder("gw-");
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  private static void restrictToOwner(Path folder) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }
}
