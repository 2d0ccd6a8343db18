package io.weir.store.checkpoint;

import io.weir.store.StoreFullException;
import io.weir.store.StoreStep;
import io.weir.store.StoreSteps;
import io.weir.store.StoreVersionException;
import io.weir.store.file.NoSpaceException;
import io.weir.store.file.StoreFile;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a pipeline: two MVStore files in a folder, written in turn. A new one is
 * written to a file of its own, forced, read back, and takes its name in one step; then the older
 * of the two before is deleted. If the newest turns out to be damaged the other one is used, and
 * the log, which is kept from that one's position on, makes up for the rest.
 *
 * <p>Used by one thread at a time.
 */
public final class CheckpointStore {
  private static final String UNFINISHED = "unfinished.mv.tmp";
  private static final int READ_BYTES = 64 << 10;

  private final StoreFiles files;
  private final Path folder;
  private final StoreSteps steps;
  private final String scheme;
  private final Map<Path, CheckpointVerdict> verdicts = new HashMap<>();
  private boolean writing;

  private CheckpointStore(StoreFiles files, Path folder, StoreSteps steps, String scheme) {
    this.files = files;
    this.folder = folder;
    this.steps = steps;
    this.scheme = scheme;
  }

  /**
   * Opens the checkpoints in a folder, making it if it is not there. Nothing is verified yet.
   *
   * @param files the file operations; they must be those of the disk, as MVStore goes its own way
   * @param folder the folder, which the checkpoints have to themselves
   * @param steps is told the steps of writing
   */
  public static CheckpointStore open(StoreFiles files, Path folder, StoreSteps steps)
      throws IOException {
    return open(files, folder, steps, "");
  }

  /** Opens them with MVStore on another of H2's file systems. */
  static CheckpointStore open(StoreFiles files, Path folder, StoreSteps steps, String scheme)
      throws IOException {
    files.createFolder(folder);
    files.delete(folder.resolve(UNFINISHED));
    return new CheckpointStore(files, folder, steps, scheme);
  }

  /**
   * Begins a new checkpoint.
   *
   * @param logPosition the log position it belongs to; the log must be forced up to there
   * @param metadata small things to keep beside the values
   * @return what writes it; the caller closes it. There can be one at a time
   * @throws StoreFullException if the disk is full
   */
  public CheckpointWriter begin(long logPosition, Map<String, String> metadata) throws IOException {
    if (writing) {
      throw new IllegalStateException(folder + ": a checkpoint is being written already");
    }
    long generation = 1;
    for (Path path : newestFirst()) {
      generation = Math.max(generation, name(path).generation() + 1);
    }
    Path path = folder.resolve(UNFINISHED);
    files.delete(path);
    MvFile file;
    try {
      files.create(path).close();
      file = MvFile.create(scheme, path, generation);
    } catch (NoSpaceException e) {
      files.delete(path);
      throw new StoreFullException(folder, CheckpointWriter.BLOCK_BYTES, e);
    }
    writing = true;
    return new CheckpointWriter(this, path, generation, logPosition, metadata, file);
  }

  /**
   * Opens the newest usable checkpoint, every byte of it verified.
   *
   * @return the checkpoint, which the caller closes, or empty if none was ever made. Why a newer
   *     one was passed over {@link #verdicts()} tells
   * @throws UnusableCheckpointsException if there are some and none is usable
   * @throws StoreVersionException if the newest was written in another format version
   */
  public Optional<Checkpoint> openLatest() throws IOException {
    List<Path> paths = newestFirst();
    for (Path path : paths) {
      Checkpoint checkpoint = verified(path, name(path));
      if (checkpoint != null) {
        return Optional.of(checkpoint);
      }
    }
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    throw new UnusableCheckpointsException(folder, verdicts());
  }

  /** Returns what is known of the checkpoints that were verified so far, newest first. */
  public List<CheckpointVerdict> verdicts() {
    return verdicts.values().stream()
        .sorted(Comparator.comparingLong(CheckpointVerdict::generation).reversed())
        .toList();
  }

  /**
   * Returns the position before which the log may be freed: that of the older of two usable
   * checkpoints. Verifies those that were not yet.
   *
   * @return the position; empty while there are not two, as then nothing may be freed
   */
  public OptionalLong oldestUsableLogPosition() throws IOException {
    int usable = 0;
    long oldest = Long.MAX_VALUE;
    for (Path path : newestFirst()) {
      OptionalLong position = verdict(path).logPosition();
      if (position.isPresent()) {
        usable++;
        oldest = Math.min(oldest, position.getAsLong());
      }
    }
    return usable < 2 ? OptionalLong.empty() : OptionalLong.of(oldest);
  }

  /** Returns how many bytes the checkpoints take on the disk. */
  public long bytesOnDisk() throws IOException {
    long bytes = 0;
    for (Path path : files.list(folder)) {
      try (StoreFile file = files.open(path)) {
        bytes += file.size();
      }
    }
    return bytes;
  }

  Path folder() {
    return folder;
  }

  /** Makes a file that was written and closed the newest checkpoint. */
  void finish(Path unfinished, long generation) throws IOException {
    writing = false;
    try {
      steps.at(StoreStep.CHECKPOINT_AFTER_WRITE);
      int checksum = forceAndSum(unfinished);
      steps.at(StoreStep.CHECKPOINT_AFTER_FORCE);
      CheckpointName name = new CheckpointName(generation, checksum);
      Checkpoint written = verified(unfinished, name);
      CheckpointVerdict verdict = verdicts.remove(unfinished);
      if (written == null) {
        throw new BadCheckpointException(
            unfinished, "read back, it is not what was written: " + verdict);
      }
      long logPosition = written.logPosition();
      written.close();
      Path path = name.in(folder);
      Path other = newestUsable();
      files.rename(unfinished, path);
      files.forceFolder(folder);
      verdicts.put(path, usable(path, generation, logPosition));
      steps.at(StoreStep.CHECKPOINT_AFTER_RENAME);
      for (Path old : newestFirst()) {
        if (!old.equals(path) && !old.equals(other)) {
          verdicts.remove(old);
          files.delete(old);
        }
      }
    } catch (NoSpaceException e) {
      throw new StoreFullException(folder, 0, e);
    }
  }

  /** Removes what a writer began. */
  void giveUp(Path unfinished) throws IOException {
    writing = false;
    files.delete(unfinished);
  }

  private @Nullable Path newestUsable() throws IOException {
    for (Path path : newestFirst()) {
      if (verdict(path).usable()) {
        return path;
      }
    }
    return null;
  }

  private CheckpointVerdict verdict(Path path) throws IOException {
    CheckpointVerdict known = verdicts.get(path);
    if (known != null) {
      return known;
    }
    try {
      Checkpoint checkpoint = verified(path, name(path));
      if (checkpoint != null) {
        checkpoint.close();
      }
    } catch (StoreVersionException e) {
      verdicts.put(path, bad(path, name(path), "it has another format version"));
    }
    CheckpointVerdict found = verdicts.get(path);
    if (found == null) {
      throw new IllegalStateException(path + " has no verdict");
    }
    return found;
  }

  /** Verifies a file, notes the verdict, and returns it open if it is usable. */
  private @Nullable Checkpoint verified(Path path, CheckpointName name) throws IOException {
    try {
      int checksum = sum(path);
      if (checksum != name.checksum()) {
        throw new BadCheckpointException(
            path,
            "its bytes have the checksum %08x where %08x was expected"
                .formatted(checksum, name.checksum()));
      }
      MvFile file = MvFile.open(scheme, path, name.generation());
      Checkpoint checkpoint;
      try {
        checkpoint = read(path, name, file);
      } catch (IOException | RuntimeException e) {
        file.abandon();
        throw e;
      }
      verdicts.put(path, usable(path, name.generation(), checkpoint.logPosition()));
      return checkpoint;
    } catch (StoreVersionException e) {
      throw e;
    } catch (BadCheckpointException e) {
      verdicts.put(path, bad(path, name, e.found()));
    } catch (IOException e) {
      verdicts.put(path, bad(path, name, "it can not be read: " + e.getMessage()));
    }
    return null;
  }

  private static Checkpoint read(Path path, CheckpointName name, MvFile file) throws IOException {
    ByteBuffer bytes = file.get(MvFile.MANIFEST);
    byte[] encoded = new byte[bytes.remaining()];
    bytes.get(encoded);
    int version = ByteBuffer.wrap(encoded).getInt();
    if (version != Manifest.VERSION) {
      throw new StoreVersionException(
          path, "checkpoint", Integer.toString(version), Manifest.VERSION);
    }
    Manifest manifest = Manifest.decode(encoded);
    if (manifest.generation() != name.generation()) {
      throw new BadCheckpointException(
          path, "it holds checkpoint " + manifest.generation() + ", not that of its name");
    }
    Checkpoint checkpoint = new Checkpoint(file, manifest);
    checkpoint.verify();
    return checkpoint;
  }

  private static CheckpointVerdict usable(Path path, long generation, long logPosition) {
    return new CheckpointVerdict(
        path.toString(), generation, OptionalLong.of(logPosition), CheckpointVerdict.USABLE);
  }

  private static CheckpointVerdict bad(Path path, CheckpointName name, String reason) {
    return new CheckpointVerdict(path.toString(), name.generation(), OptionalLong.empty(), reason);
  }

  private int forceAndSum(Path path) throws IOException {
    try (StoreFile file = files.open(path)) {
      file.force();
      return sum(file);
    }
  }

  private int sum(Path path) throws IOException {
    try (StoreFile file = files.open(path)) {
      return sum(file);
    }
  }

  private static int sum(StoreFile file) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    long offset = 0;
    while (true) {
      buffer.clear();
      int count = file.read(buffer, offset);
      if (count <= 0) {
        return (int) crc.getValue();
      }
      crc.update(buffer.array(), 0, count);
      offset += count;
    }
  }

  private List<Path> newestFirst() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path path : files.list(folder)) {
      if (CheckpointName.of(path) != null) {
        paths.add(path);
      }
    }
    paths.sort(Comparator.comparingLong((Path path) -> name(path).generation()).reversed());
    return paths;
  }

  private static CheckpointName name(Path path) {
    CheckpointName name = CheckpointName.of(path);
    if (name == null) {
      throw new IllegalArgumentException(path + " is not a checkpoint");
    }
    return name;
  }
}
