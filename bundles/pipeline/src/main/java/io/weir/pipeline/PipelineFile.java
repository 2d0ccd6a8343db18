package io.weir.pipeline;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.pipeline.check.FileReader;
import io.weir.pipeline.config.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads pipeline files.
 *
 * <p>Thread: any; no state.
 */
public final class PipelineFile {

  private static final long MAX_SIZE = 4 << 20;

  private PipelineFile() {}

  /**
   * Reads and checks a file. Reads the file and what it fills in, opens nothing else.
   *
   * @param file the pipeline file
   * @param types what it may name
   * @param variables what it may fill in
   * @return a pipeline that can run
   * @throws PipelineException if it cannot; with everything that is wrong
   */
  public static Pipeline read(Path file, TypeRegistry types, Variables variables)
      throws PipelineException {
    String text;
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw unreadable(file, "is larger than 4MB: expected a pipeline in YAML");
      }
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8 text: expected a pipeline in YAML");
    } catch (java.nio.file.NoSuchFileException e) {
      throw unreadable(file, "is not there");
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw unreadable(file, "cannot be read: " + reason);
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    return read(file.toString(), text, folder == null ? Path.of("/") : folder, types, variables);
  }

  /**
   * Reads and checks a text.
   *
   * @param name what messages call it
   * @param text the content of a pipeline file
   * @param folder that its paths are relative to
   * @param types what it may name
   * @param variables what it may fill in
   * @return a pipeline that can run
   * @throws PipelineException if it cannot; with everything that is wrong
   */
  public static Pipeline read(
      String name, String text, Path folder, TypeRegistry types, Variables variables)
      throws PipelineException {
    Problems problems = new Problems(name);
    FileReader reader = new FileReader(problems, types, variables, folder);
    PipelineDefinition definition = reader.read(text);
    if (definition == null || problems.any()) {
      throw new PipelineException(reader.name(), problems.sorted());
    }
    return new Pipeline(
        definition,
        reader.functions(),
        text.getBytes(StandardCharsets.UTF_8),
        name,
        folder,
        problems.sorted());
  }

  private static PipelineException unreadable(Path file, String what) {
    return new PipelineException(
        "", List.of(new Problem(file.toString(), 1, 1, "file " + what, Problem.Kind.ERROR)));
  }
}
