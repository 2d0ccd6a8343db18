package io.weir.pipeline.virtual;

import io.weir.api.connector.TableException;
import io.weir.engine.run.PipelineCore;
import io.weir.engine.run.TableStage;
import io.weir.pipeline.RunException;
import java.io.IOException;
import java.util.Optional;

/** Loads the tables of a core once, before the first record. */
final class Tables {

  private static final int LOOKS = 8;

  private Tables() {}

  static void load(PipelineCore core) throws RunException {
    for (int i = 0; i < core.tables().size(); i++) {
      TableStage table = core.tables().get(i);
      String name = table.definition().name();
      try {
        byte[] content = look(table);
        table.check(content);
        core.table(i, content);
      } catch (IOException | TableException e) {
        throw new RunException("table " + name + ": " + e.getMessage());
      }
    }
  }

  private static byte[] look(TableStage table) throws IOException, RunException {
    for (int look = 0; look < LOOKS; look++) {
      Optional<byte[]> content = table.table().look();
      if (content.isPresent()) {
        return content.get();
      }
    }
    throw new RunException(
        "table %s does not stand still: expected content that nobody is writing"
            .formatted(table.definition().name()));
  }
}
