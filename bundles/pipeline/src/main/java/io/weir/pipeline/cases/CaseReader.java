package io.weir.pipeline.cases;

import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.RunException;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.pipeline.config.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a case from its folder and checks that its files belong to its pipeline.
 *
 * <p>Thread: any.
 */
public final class CaseReader {

  private final TypeRegistry types;
  private final Variables variables;

  /**
   * A reader.
   *
   * @param types what pipelines may name
   * @param variables what they may fill in
   */
  public CaseReader(TypeRegistry types, Variables variables) {
    this.types = types;
    this.variables = variables;
  }

  /**
   * Reads a case.
   *
   * @param folder of the case
   * @return ready to run
   * @throws PipelineException if its pipeline or its settings cannot be used
   * @throws RunException if a file does not belong to anything, or one is missing
   * @throws IOException if something cannot be read
   */
  public PipelineCase read(Path folder) throws PipelineException, RunException, IOException {
    CaseSettings settings = CaseSettings.read(folder);
    Pipeline pipeline =
        PipelineFile.read(settings.pipeline(), types, variables.with(settings.environment()));
    Map<String, Path> tables = new TreeMap<>();
    List<PipelineCase.TableFile> changes = new ArrayList<>();
    tables(folder, pipeline, tables, changes);
    List<String> sinks = names(pipeline.sinks());
    for (String sink : settings.unordered()) {
      require(folder.resolve(CaseFolder.SETTINGS) + ": unordered", "sink", sink, sinks);
    }
    Map<String, Path> inputs =
        byName(folder, CaseFolder.INPUT, "source", names(pipeline.sources()));
    for (Pipeline.Part source : pipeline.sources()) {
      if (!inputs.containsKey(source.name()) && !source.type().equals("file")) {
        throw new RunException(
            "source %s has no input: expected %s, which may be empty"
                .formatted(
                    source.name(),
                    folder
                        .resolve(CaseFolder.INPUT)
                        .resolve(source.name() + RowForm.of(source).extension())));
      }
    }
    return new PipelineCase(
        folder.toString(),
        folder,
        pipeline,
        settings.start(),
        settings.drain(),
        new HashSet<>(settings.unordered()),
        inputs,
        tables,
        changes,
        byName(folder, CaseFolder.EXPECTED, "sink", sinks));
  }

  private static void tables(
      Path folder, Pipeline pipeline, Map<String, Path> first, List<PipelineCase.TableFile> changes)
      throws RunException, IOException {
    List<String> names = names(pipeline.tables());
    for (Path file : CaseFolder.files(folder, CaseFolder.TABLES)) {
      String stem = CaseFolder.stemOf(file);
      int at = stem.indexOf('@');
      String table = at < 0 ? stem : stem.substring(0, at);
      require(file.toString(), "table", table, names);
      if (at < 0) {
        putOnce(first, table, file);
      } else {
        Instant time = FileTime.read(file, stem.substring(at + 1));
        changes.add(new PipelineCase.TableFile(table, time, file));
      }
    }
    changes.sort(Comparator.comparing(PipelineCase.TableFile::at));
  }

  private static Map<String, Path> byName(Path folder, String part, String kind, List<String> names)
      throws RunException, IOException {
    Map<String, Path> files = new TreeMap<>();
    for (Path file : CaseFolder.files(folder, part)) {
      String name = CaseFolder.stemOf(file);
      require(file.toString(), kind, name, names);
      putOnce(files, name, file);
    }
    return files;
  }

  private static void putOnce(Map<String, Path> files, String name, Path file) throws RunException {
    Path before = files.putIfAbsent(name, file);
    if (before != null) {
      throw new RunException("%s and %s: expected one of them".formatted(before, file));
    }
  }

  private static void require(String where, String kind, String name, List<String> known)
      throws RunException {
    if (!known.contains(name)) {
      throw new RunException(
          "%s: the pipeline has no %s '%s': %s"
              .formatted(where, kind, name, Nearest.expected(name, known)));
    }
  }

  private static List<String> names(List<Pipeline.Part> parts) {
    return parts.stream().map(Pipeline.Part::name).toList();
  }
}
