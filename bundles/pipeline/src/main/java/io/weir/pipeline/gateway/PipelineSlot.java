package io.weir.pipeline.gateway;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.run.EngineEnvironment;
import io.weir.engine.run.EngineException;
import io.weir.engine.run.PipelineRunner;
import io.weir.engine.run.PipelineStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one pipeline in a gateway: its folder, what runs there, and what ran before.
 *
 * <p>Thread: the gateway's caller, one at a time; {@link #status} by any.
 */
public final class PipelineSlot {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineSlot.class);
  private static final Duration OPEN = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);

  /** Makes a definition of a stored copy. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Makes a definition.
     *
     * @param stored the copy
     * @return nothing if it cannot be read any more, such as for a type that is gone
     */
    Optional<PipelineDefinition> read(StoredDefinition stored);
  }

  private final String name;
  private final Path folder;
  private final EngineEnvironment environment;
  private volatile @Nullable PipelineRunner runner;
  private @Nullable StoredDefinition source;
  private List<Object> functions = List.of();
  private volatile String waitingFor = "";

  /**
   * A slot in which nothing runs yet.
   *
   * @param name of the pipeline
   * @param environment where it runs
   */
  public PipelineSlot(String name, EngineEnvironment environment) {
    this.name = name;
    this.folder = environment.folder();
    this.environment = environment;
  }

  /** The copy of the file that ran last. */
  public Optional<StoredDefinition> good() throws IOException {
    return StoredDefinition.last(folder);
  }

  /**
   * Whether exactly this runs already: the same file, and the same instances of its types.
   *
   * @param definition what is asked for
   * @param called the functions of bundles that it calls
   * @param asked its file
   */
  public boolean runs(PipelineDefinition definition, List<Object> called, StoredDefinition asked) {
    PipelineRunner running = runner;
    return running != null
        && asked.equals(source)
        && running.definition().fingerprint().equals(definition.fingerprint())
        && same(functions, called)
        && same(types(running.definition()), types(definition));
  }

  /** Whether anything runs. */
  public boolean isRunning() {
    return runner != null;
  }

  /**
   * Starts a definition, or puts it in the place of the one that runs: that one takes a checkpoint
   * and ends, and this one takes over what is unchanged. If this one cannot be opened the one
   * before goes on.
   *
   * @param definition what is to run
   * @param called the functions of bundles that it calls
   * @param next its file
   * @param reader reads stored copies
   * @return what to tell the user, one sentence each: what was not taken over, or why it was
   *     refused
   */
  public List<String> start(
      PipelineDefinition definition, List<Object> called, StoredDefinition next, Reader reader)
      throws IOException, InterruptedException {
    PipelineRunner before = runner;
    next.write(folder, StoredDefinition.NEXT); // a full disk leaves alone what runs
    stop();
    waitingFor = "";
    PipelineRunner started = open(definition);
    if (failedWith(started, EngineException.Reason.OTHER_DEFINITION)) {
      started.abandon(STOP);
      finishTail(definition, reader);
      started = open(definition);
    }
    Throwable failure = started.failure();
    if (failure != null && before != null) {
      started.abandon(STOP);
      runner = open(before.definition());
      return List.of("refused, the version before goes on: " + failure.getMessage());
    }
    runner = started;
    source = next;
    functions = called;
    if (failure != null) {
      return List.of("not started yet: " + failure.getMessage());
    }
    next.write(folder, StoredDefinition.GOOD);
    Files.deleteIfExists(folder.resolve(StoredDefinition.NEXT));
    return started.status().journal().takeover();
  }

  /**
   * Stops what runs, because something that it needs is not there.
   *
   * @param reason what is missing
   */
  public void await(String reason) throws InterruptedException {
    stop();
    waitingFor = reason;
  }

  /** Stops what runs, with a checkpoint. */
  public void stop() throws InterruptedException {
    PipelineRunner running = runner;
    runner = null;
    if (running != null && !running.stop(STOP)) {
      LOG.warn("Pipeline {}: its last batch did not end in time and is discarded", name);
    }
  }

  /** Stops what runs and ends the peers' memory of it. */
  public void dispose() throws InterruptedException {
    PipelineRunner running = runner;
    runner = null;
    if (running != null && !running.dispose(STOP)) {
      LOG.warn("Pipeline {}: its last batch did not end in time and is discarded", name);
    }
  }

  /** What it is doing. */
  public PipelineStatus status() {
    PipelineRunner running = runner;
    if (running != null) {
      return running.status();
    }
    PipelineStatus.State state =
        waitingFor.isEmpty() ? PipelineStatus.State.STOPPED : PipelineStatus.State.WAITING;
    return new PipelineStatus(
        name,
        "",
        state,
        waitingFor,
        environment.clock().epochMicros(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new PipelineStatus.JournalStatus(0, 0, 0, List.of()));
  }

  private PipelineRunner open(PipelineDefinition definition) throws InterruptedException {
    PipelineRunner opening = new PipelineRunner(definition, environment);
    opening.start();
    if (!opening.awaitOpen(OPEN)) {
      LOG.warn("Pipeline {}: still opening its store after {} s", name, OPEN.toSeconds());
    }
    return opening;
  }

  /** Lets the definition that wrote the journal's tail finish it. */
  private void finishTail(PipelineDefinition next, Reader reader)
      throws IOException, InterruptedException {
    for (String copy : List.of(StoredDefinition.GOOD, StoredDefinition.NEXT)) {
      Optional<StoredDefinition> stored = StoredDefinition.read(folder, copy);
      Optional<PipelineDefinition> before = stored.flatMap(reader::read);
      if (before.isEmpty() || before.get().fingerprint().equals(next.fingerprint())) {
        continue;
      }
      PipelineRunner old = open(before.get());
      boolean finished = old.failure() == null;
      old.stop(STOP);
      if (finished) {
        return;
      }
    }
  }

  private static boolean failedWith(PipelineRunner runner, EngineException.Reason reason) {
    return runner.failure() instanceof EngineException e && e.reason() == reason;
  }

  private static boolean same(List<Object> some, List<Object> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same = sameInstance(some.get(i), others.get(i));
    }
    return same;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean sameInstance(Object one, Object other) {
    return one == other;
  }

  private static List<Object> types(PipelineDefinition definition) {
    List<Object> types = new ArrayList<>();
    for (SourceDefinition source : definition.sources()) {
      types.add(source.type());
      types.add(source.format());
    }
    for (TableDefinition table : definition.tables()) {
      types.add(table.type());
    }
    for (SinkDefinition sink : definition.sinks()) {
      types.add(sink.type());
      types.add(sink.format());
    }
    return types;
  }
}
