package io.weir.pipeline;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.pipeline.check.Estimates;
import io.weir.pipeline.check.TableFiles;
import io.weir.pipeline.plan.Explanation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline that has been checked and can run.
 *
 * <p>Thread: immutable, any.
 */
public final class Pipeline {

  private final PipelineDefinition definition;
  private final List<Object> functions;
  private final byte[] text;
  private final String file;
  private final Path folder;
  private final List<Problem> warnings;

  Pipeline(
      PipelineDefinition definition,
      List<Object> functions,
      byte[] text,
      String file,
      Path folder,
      List<Problem> warnings) {
    this.definition = definition;
    this.functions = List.copyOf(functions);
    this.text = text.clone();
    this.file = file;
    this.folder = folder;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * The pipeline's name.
   *
   * @return lower case letters, digits and hyphens
   */
  public String name() {
    return definition.name();
  }

  /**
   * The pipeline's version.
   *
   * @return as in the file, empty if there is none
   */
  public String version() {
    return definition.version();
  }

  /**
   * The file.
   *
   * @return as it was named by who read it
   */
  public String file() {
    return file;
  }

  /**
   * The folder that the file's paths are relative to.
   *
   * @return absolute unless it was given otherwise
   */
  public Path folder() {
    return folder;
  }

  /**
   * The content of the file.
   *
   * @return as it was read, nothing filled in
   */
  public String text() {
    return new String(text, StandardCharsets.UTF_8);
  }

  /**
   * Changes whenever anything changes that a replay depends on.
   *
   * @return 64 hexadecimal digits
   */
  public String fingerprint() {
    return definition.fingerprint();
  }

  /**
   * What the user should know.
   *
   * @return in the order of the file; none of them keeps the pipeline from running
   */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * A source, table or sink.
   *
   * @param name its name
   * @param type the word after {@code type:}
   * @param format the word after {@code format:}; that of a table is its type
   */
  public record Part(String name, String type, String format) {}

  /**
   * What the pipeline reads.
   *
   * @return in the order of the file
   */
  public List<Part> sources() {
    return definition.sources().stream()
        .map(source -> new Part(source.name(), source.type().name(), source.format().name()))
        .toList();
  }

  /**
   * The tables that it joins.
   *
   * @return in the order of the file
   */
  public List<Part> tables() {
    return definition.tables().stream()
        .map(table -> new Part(table.name(), table.type().name(), table.type().name()))
        .toList();
  }

  /**
   * Where its results go.
   *
   * @return in the order of the file
   */
  public List<Part> sinks() {
    return definition.sinks().stream()
        .map(sink -> new Part(sink.name(), sink.type().name(), sink.format().name()))
        .toList();
  }

  /**
   * The plan, for people.
   *
   * @return several lines
   */
  public String explain() {
    return Explanation.of(definition);
  }

  /**
   * Reads the tables as they are now.
   *
   * @return what keeps a table from being loaded, in the order of the file; a pipeline that starts
   *     so waits for it
   */
  public List<Problem> lookAtTables() {
    return TableFiles.problems(file, definition);
  }

  /**
   * What the pipeline can take and what it writes to its disk.
   *
   * @param recordsPerSecond over all sources, 0 or more
   * @return an estimate from the file alone
   */
  public FlashEstimate estimate(double recordsPerSecond) {
    return Estimates.of(definition, recordsPerSecond);
  }

  @Override
  public String toString() {
    return name() + (version().isEmpty() ? "" : " " + version());
  }

  PipelineDefinition definition() {
    return definition;
  }

  /** The functions and aggregates that bundles bring and its queries call. */
  List<Object> functions() {
    return functions;
  }
}
