package io.weir.engine.run;

import io.weir.store.StoreSteps;
import io.weir.store.checkpoint.Checkpoint;
import io.weir.store.checkpoint.CheckpointStore;
import io.weir.store.checkpoint.CheckpointWriter;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Checkpoints of a core that no engine drives: the same values in the same files, without the
 * positions of sources. Virtual time restarts through them.
 *
 * <p>Thread: the pipeline's.
 */
public final class CoreCheckpoints {

  private final CheckpointStore store;

  private CoreCheckpoints(CheckpointStore store) {
    this.store = store;
  }

  /**
   * Opens the checkpoints in a folder.
   *
   * @param folder theirs alone; made if it is not there
   * @throws IOException if it cannot be made
   */
  public static CoreCheckpoints open(Path folder) throws IOException {
    return new CoreCheckpoints(CheckpointStore.open(StoreFiles.disk(), folder, StoreSteps.NONE));
  }

  /**
   * Saves everything that a core holds.
   *
   * @param core whose outboxes hold no row that was not published
   * @throws IOException if it cannot be written
   */
  public void save(PipelineCore core) throws IOException {
    try (CheckpointWriter writer = store.begin(0, Snapshots.metadata(core))) {
      Snapshots.write(writer, core, List.of(), new Confirmations(core.sinks().size()));
      writer.commit();
    }
  }

  /**
   * Takes up what was saved last.
   *
   * @param core with nothing in it, of the same definition
   * @throws IOException if it cannot be read
   */
  public void restore(PipelineCore core) throws IOException {
    try (Checkpoint latest =
        store
            .openLatest()
            .orElseThrow(() -> new IllegalStateException("nothing was saved: save comes first"))) {
      Snapshots.restore(latest, core, List.of(), new Confirmations(core.sinks().size()));
    }
  }
}
