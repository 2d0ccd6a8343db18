package io.weir.pipeline.cases;

import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A case that can run: what its folder holds, checked against its pipeline.
 *
 * @param name for people: the folder as it was found
 * @param folder the case's own
 * @param pipeline under test
 * @param start when records without event time begin
 * @param drain whether the end of input closes every window
 * @param unordered sinks whose rows may come in any order
 * @param inputs files by source
 * @param tables first versions by table, of those that have one in the case
 * @param changes later versions, in order
 * @param expected files by sink, of those that have one
 */
public record PipelineCase(
    String name,
    Path folder,
    Pipeline pipeline,
    Instant start,
    boolean drain,
    Set<String> unordered,
    Map<String, Path> inputs,
    Map<String, Path> tables,
    List<TableFile> changes,
    Map<String, Path> expected) {

  /** Copies the collections. */
  public PipelineCase {
    unordered = Set.copyOf(unordered);
    inputs = Map.copyOf(inputs);
    tables = Map.copyOf(tables);
    changes = List.copyOf(changes);
    expected = Map.copyOf(expected);
  }

  /**
   * A later version of a table.
   *
   * @param table its name
   * @param at when it comes into force
   * @param file holds it
   */
  public record TableFile(String table, Instant at, Path file) {}

  /**
   * Where the expected rows of a sink stand, or would stand.
   *
   * @param sink of the pipeline
   */
  Path expectedFile(Pipeline.Part sink) {
    Path file = expected.get(sink.name());
    return file != null
        ? file
        : folder.resolve(CaseFolder.EXPECTED).resolve(sink.name() + RowForm.of(sink).extension());
  }
}
