package io.weir.pipeline;

import io.weir.api.Clock;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.engine.run.EngineEnvironment;
import io.weir.engine.run.PipelineStatus;
import io.weir.engine.workers.Workers;
import io.weir.pipeline.gateway.PipelineSlot;
import io.weir.pipeline.gateway.StoredDefinition;
import io.weir.store.DataFolder;
import io.weir.store.StoreSteps;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pipelines: the engine of a gateway, and what a program embeds. It owns a data folder, which
 * no other process may use meanwhile.
 *
 * <p>Each pipeline has threads, a journal, checkpoints and budgets of its own; starting, updating
 * or removing one leaves the others alone.
 *
 * <p>Thread: any; calls that change something wait for one another.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private static final String THREADS = "weir.threads";

  /** It stands before a slash in every row's {@code _id}. */
  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");

  private final DataFolder data;
  private final StoreFiles files = StoreFiles.disk();
  private final ExecutorService io;
  private final Workers workers;
  private final Map<String, PipelineSlot> slots = new ConcurrentSkipListMap<>();

  private Gateway(DataFolder data, int threads) {
    this.data = data;
    this.workers = Workers.of(threads);
    this.io =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "weir-io");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens a data folder, making it if it is not there. Nothing runs yet. The system property {@code
   * weir.threads} says how many threads may compute at once, beside those that receive and deliver;
   * without it as many as there are processors.
   *
   * @param dataFolder where journals, checkpoints and the gateway's id are kept
   * @return closed by the caller
   * @throws IOException if it cannot be used: in use by another process, or of another version; the
   *     message says what to do
   */
  public static Gateway open(Path dataFolder) throws IOException {
    return open(DataFolder.open(StoreFiles.disk(), dataFolder, null));
  }

  /**
   * Opens a data folder, as {@link #open(Path)} does, for a gateway whose id is given.
   *
   * @param dataFolder where journals, checkpoints and the gateway's id are kept
   * @param id letters, digits, and {@code . _ -} within; the upstream knows the gateway by it, so
   *     no two gateways may have the same
   * @return closed by the caller
   * @throws IOException if the folder cannot be used; the message says what to do
   * @throws IllegalArgumentException if it is no id; the message says what is expected
   */
  public static Gateway open(Path dataFolder, String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          ("found gateway id '%s', expected up to 64 letters and digits, with . _ - within, such as"
                  + " edge-17")
              .formatted(id));
    }
    return open(DataFolder.open(StoreFiles.disk(), dataFolder, id));
  }

  private static Gateway open(DataFolder data) {
    return new Gateway(
        data, Integer.getInteger(THREADS, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The gateway's id: given, or made once for a data folder.
   *
   * @return part of every row's {@code _id}
   */
  public String id() {
    return data.gatewayId();
  }

  /**
   * What pipeline files may fill in here: the environment of this process and the gateway's id.
   *
   * @return for {@link PipelineFile#read}
   */
  public Variables variables() {
    return Variables.system(id());
  }

  /**
   * Starts a pipeline, or updates the one of that name in place: it takes over the state of
   * whatever is unchanged. A pipeline that cannot be opened does not replace the one that runs.
   *
   * @param pipeline what is to run
   * @param types reads the file that ran before, if it has a journal to finish
   * @return what to tell the user, one sentence each; empty when all is as expected
   * @throws IOException if the data folder cannot be written
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public synchronized List<String> start(Pipeline pipeline, TypeRegistry types)
      throws IOException, InterruptedException {
    PipelineSlot slot = slot(pipeline.name());
    StoredDefinition file =
        new StoredDefinition(pipeline.file(), pipeline.folder(), pipeline.text());
    if (slot.runs(pipeline.definition(), pipeline.functions(), file)) {
      return List.of();
    }
    List<String> verdict =
        slot.start(
            pipeline.definition(),
            pipeline.functions(),
            file,
            stored -> readQuietly(stored, types).map(Pipeline::definition));
    LOG.info("Pipeline {}: {}", pipeline.name(), verdict.isEmpty() ? "started" : verdict);
    return verdict;
  }

  /** Whether exactly this pipeline runs, or is tried again and again to be opened. */
  boolean runs(Pipeline pipeline) {
    PipelineSlot slot = slots.get(pipeline.name());
    return slot != null
        && slot.runs(
            pipeline.definition(),
            pipeline.functions(),
            new StoredDefinition(pipeline.file(), pipeline.folder(), pipeline.text()));
  }

  /**
   * Lets the file that ran last under a name go on, as its present one cannot be read.
   *
   * @param name of the pipeline
   * @param types what the file may name
   * @return whether something runs under that name now; false also if the file that ran last names
   *     a type that is not there any more
   * @throws IOException if the data folder cannot be read or written
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public synchronized boolean startLastGood(String name, TypeRegistry types)
      throws IOException, InterruptedException {
    PipelineSlot slot = slot(name);
    Optional<StoredDefinition> good = slot.good();
    if (good.isPresent()) {
      StoredDefinition stored = good.get();
      try {
        List<String> unused = start(read(stored, types), types);
      } catch (PipelineException e) {
        if (e.onlyMissingTypes()) {
          return false;
        }
        LOG.warn("The file that ran last cannot be read any more: {}", e.getMessage());
      }
    }
    return slot.isRunning();
  }

  /**
   * The names of the pipelines that have data here, with the name of the file that ran last.
   *
   * @return file names by pipeline; empty where none ran yet
   * @throws IOException if the data folder cannot be read
   */
  public synchronized Map<String, String> known() throws IOException {
    Map<String, String> known = new TreeMap<>();
    for (String name : data.pipelines()) {
      known.put(
          name, StoredDefinition.last(data.pipeline(name)).map(StoredDefinition::file).orElse(""));
    }
    return known;
  }

  /**
   * Stops a pipeline because something that it needs is not there; its data stays and its sessions
   * at brokers keep what arrives meanwhile.
   *
   * @param name of the pipeline
   * @param reason what is missing, one sentence
   * @throws IOException if the data folder cannot be written
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public synchronized void await(String name, String reason)
      throws IOException, InterruptedException {
    slot(name).await(reason);
  }

  /**
   * Stops a pipeline with a checkpoint; its data stays.
   *
   * @param name of the pipeline
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public synchronized void stop(String name) throws InterruptedException {
    PipelineSlot slot = slots.get(name);
    if (slot != null) {
      slot.stop();
    }
  }

  /**
   * Removes a pipeline: it stops, its sessions at brokers end, its data is deleted.
   *
   * @param name of the pipeline
   * @throws IOException if its data cannot be deleted
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public synchronized void remove(String name) throws IOException, InterruptedException {
    PipelineSlot slot = slots.remove(name);
    if (slot != null) {
      slot.dispose();
    }
    data.deletePipeline(name);
    LOG.info("Pipeline {}: removed", name);
  }

  /**
   * What every pipeline is doing.
   *
   * @return by name, at most a moment old
   */
  public List<PipelineStatus> status() {
    List<PipelineStatus> status = new ArrayList<>();
    slots.values().forEach(slot -> status.add(slot.status()));
    return status;
  }

  /**
   * What one pipeline is doing.
   *
   * @param name of the pipeline
   * @return null if there is none of that name
   */
  public @Nullable PipelineStatus status(String name) {
    PipelineSlot slot = slots.get(name);
    return slot == null ? null : slot.status();
  }

  /** Stops every pipeline with a checkpoint, and unlocks the data folder. */
  @Override
  public synchronized void close() throws IOException {
    List<Thread> stopping = new ArrayList<>();
    for (PipelineSlot slot : slots.values()) {
      Thread thread = new Thread(() -> stopQuietly(slot), "weir-stop");
      thread.start();
      stopping.add(thread);
    }
    boolean interrupted = false;
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    io.shutdownNow();
    workers.close();
    data.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stopQuietly(PipelineSlot slot) {
    try {
      slot.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PipelineSlot slot(String name) throws IOException {
    PipelineSlot slot = slots.get(name);
    if (slot == null) {
      slot = new PipelineSlot(name, environment(name));
      slots.put(name, slot);
    }
    return slot;
  }

  private EngineEnvironment environment(String name) throws IOException {
    Path folder = data.pipeline(name);
    return new EngineEnvironment(
        id(),
        epoch(folder),
        folder,
        files,
        Clock.system(),
        BuildTime.EPOCH_MICROS,
        io,
        workers,
        this::report,
        EngineEnvironment.Tuning.DEFAULTS,
        StoreSteps.NONE);
  }

  /** The epoch of a pipeline's store: taken when the store is made, and kept with it. */
  private long epoch(Path folder) throws IOException {
    Path file = folder.resolve("epoch");
    if (Files.exists(file)) {
      return Long.parseLong(Files.readString(file).strip());
    }
    long epoch = data.nextEpoch();
    Path aside = folder.resolve("epoch.tmp");
    Files.writeString(aside, Long.toString(epoch));
    Files.move(aside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    return epoch;
  }

  private Pipeline read(StoredDefinition stored, TypeRegistry types) throws PipelineException {
    return PipelineFile.read(stored.file(), stored.text(), stored.folder(), types, variables());
  }

  private Optional<Pipeline> readQuietly(StoredDefinition stored, TypeRegistry types) {
    try {
      return Optional.of(read(stored, types));
    } catch (PipelineException e) {
      LOG.warn("The file that ran last cannot be read any more: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void report(String pipeline, String kind, String name, Health state, String message) {
    switch (state) {
      case UP -> LOG.info("Pipeline {}, {} {}: {}", pipeline, kind, name, message);
      case DEGRADED -> LOG.warn("Pipeline {}, {} {}: {}", pipeline, kind, name, message);
      case DOWN -> LOG.error("Pipeline {}, {} {}: {}", pipeline, kind, name, message);
    }
  }
}
