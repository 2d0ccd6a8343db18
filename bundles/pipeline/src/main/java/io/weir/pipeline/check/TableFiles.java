package io.weir.pipeline.check;

import io.weir.api.connector.Table;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.run.TableStage;
import io.weir.pipeline.Problem;
import io.weir.pipeline.config.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the tables of a pipeline as they are now, as its start would. */
public final class TableFiles {

  /** A file that has just been changed is not taken at the first look. */
  private static final int LOOKS = 4;

  private TableFiles() {}

  /**
   * What keeps a table from being loaded. May wait for a second for a file that is being written.
   *
   * @param file the pipeline file, as it is to be named
   * @param pipeline checked
   * @return warnings: the pipeline can start and waits for the table
   */
  public static List<Problem> problems(String file, PipelineDefinition pipeline) {
    List<Problem> problems = new ArrayList<>();
    for (TableDefinition table : pipeline.tables()) {
      String problem = problem(pipeline, table);
      if (problem != null && table.config() instanceof Block block) {
        problems.add(
            new Problem(
                file,
                block.place().line(),
                block.place().column(),
                "%s: %s; the pipeline starts and waits for it".formatted(block.title(), problem),
                Problem.Kind.WARNING));
      }
    }
    return problems;
  }

  private static @Nullable String problem(PipelineDefinition pipeline, TableDefinition definition) {
    CheckContext context =
        new CheckContext(pipeline.name(), definition.name(), "check", definition.config(), null);
    try (Table table = definition.type().open(context, definition.schema())) {
      TableStage stage = new TableStage(definition, table);
      for (int i = 0; i < LOOKS; i++) {
        Optional<byte[]> content = table.look();
        if (content.isPresent()) {
          stage.requireUsable(content.get());
          return null;
        }
      }
      return "its file is being changed";
    } catch (Exception e) { // whatever a type throws keeps the table from being loaded
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
  }
}
