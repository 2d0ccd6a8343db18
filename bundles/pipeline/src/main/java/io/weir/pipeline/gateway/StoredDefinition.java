package io.weir.pipeline.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A copy of a pipeline file in the pipeline's data, with where it came from: what runs when the
 * file in the deploy folder became unreadable, and what finishes a journal that it began.
 *
 * <p>Layout: the first line is the file's name, the second the folder that its paths are relative
 * to, then the text.
 *
 * @param file the name that messages call it
 * @param folder that its paths are relative to
 * @param text its content
 */
public record StoredDefinition(String file, Path folder, String text) {

  /** The copy that ran. */
  static final String GOOD = "good.yaml";

  /** The copy that is about to run. */
  static final String NEXT = "next.yaml";

  /**
   * The copy that ran last: the good one; where none started at once, the one that was about to
   * run, as it may have run since.
   *
   * @param folder of the pipeline's data
   * @return nothing if there is no copy
   * @throws IOException if the copy cannot be read
   */
  public static Optional<StoredDefinition> last(Path folder) throws IOException {
    Optional<StoredDefinition> good = read(folder, GOOD);
    return good.isPresent() ? good : read(folder, NEXT);
  }

  /** Reads a copy; nothing if there is none. */
  static Optional<StoredDefinition> read(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(path).split("\n", 3);
    if (parts.length < 3) {
      throw new IOException(path + " is damaged: found less than three lines");
    }
    return Optional.of(new StoredDefinition(parts[0], Path.of(parts[1]), parts[2]));
  }

  /** Writes this copy durably, in one step. */
  void write(Path target, String name) throws IOException {
    Path aside = target.resolve(name + ".tmp");
    byte[] bytes = (file + "\n" + folder + "\n" + text).getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(
        aside,
        target.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
