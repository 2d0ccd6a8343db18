package io.weir.pipeline;

import io.weir.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what runs equal to what stands in a folder, and beside it to what is declared elsewhere: in
 * configurations of the container, by bundles. Whatever changes (a file, a type that comes or goes,
 * a start), the same {@link #reconcile} is called; calling it once more changes nothing.
 *
 * <p>A valid file replaces what ran under its name; an invalid one leaves it, over restarts too; a
 * file that is gone removes its pipeline. A file is read when it has stood still for two looks. Of
 * two that declare one pipeline the one that had it first keeps it.
 *
 * <p>What was declared elsewhere and was not seen since the start may still be on its way, as in a
 * container that begins with an empty cache: its pipeline does not run, and its data stays.
 *
 * <p>Thread: one at a time.
 */
public final class DeployFolder {

  private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);

  /** How a file looks from outside. */
  private record Look(long size, FileTime changed) {}

  private final Path folder;
  private final Gateway gateway;
  private final Map<Path, Look> looks = new HashMap<>();
  private final Map<Path, Look> applied = new HashMap<>();
  private final Map<Path, String> namesByFile = new HashMap<>();
  private final Map<Path, Look> namedAt = new HashMap<>();
  private final Map<Path, String> lastProblems = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<Path> seenElsewhere = new HashSet<>();
  private final Set<Path> clashing = new HashSet<>();
  private Map<Path, DeclaredPipeline> elsewhere = Map.of();
  private Set<Path> present = Set.of();
  private @Nullable TypeRegistry lastTypes;

  /**
   * A folder that has not been looked at.
   *
   * @param folder where pipeline files stand
   * @param gateway runs them
   */
  public DeployFolder(Path folder, Gateway gateway) {
    this.folder = folder.toAbsolutePath().normalize();
    this.gateway = gateway;
  }

  /**
   * Looks at the folder and makes it so.
   *
   * @param types what files may name now; files are read again when it is another instance
   * @return whether everything stood still; if not, call it again in a moment
   * @throws IOException if a folder cannot be read or written
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public boolean reconcile(TypeRegistry types) throws IOException, InterruptedException {
    return reconcile(types, List.of());
  }

  /**
   * Looks at the folder and at what is declared elsewhere, and makes it so.
   *
   * @param types what files may name now; files are read again when it is another instance
   * @param declarations each of another origin; paths in them are relative to the folder
   * @return whether everything stood still; if not, call it again in a moment
   * @throws IOException if a folder cannot be read or written
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public boolean reconcile(TypeRegistry types, Collection<DeclaredPipeline> declarations)
      throws IOException, InterruptedException {
    Map<Path, DeclaredPipeline> others = new HashMap<>();
    declarations.forEach(each -> others.put(folder.resolve(each.origin()), each));
    elsewhere = others;
    seenElsewhere.addAll(others.keySet());
    List<Path> files = files();
    present = Set.copyOf(files);
    rememberNames();
    looks.keySet().retainAll(present);
    applied.keySet().retainAll(present);
    clashing.retainAll(present);
    if (!types.equals(lastTypes)) {
      applied.clear();
      lastTypes = types;
    }
    boolean still = true;
    Map<String, Path> declared = new HashMap<>();
    for (Path file : files) {
      Look look = look(file);
      if (look == null) {
        keep(file, declared);
        continue;
      }
      boolean stands = look.equals(looks.put(file, look));
      if (look.equals(applied.get(file))) {
        keep(file, declared);
      } else if (stands) {
        applyAlone(file, look, types, declared);
      } else {
        still = false;
        keep(file, declared);
      }
    }
    return removeMissing(declared.keySet(), still) && still;
  }

  /**
   * Removes the pipelines that no file declares. As a removal deletes data, it takes two looks with
   * nothing else in motion: a file that is renamed, or saved by an editor that moves the old one
   * away first, is not gone.
   *
   * @return whether nothing waits for its second look
   */
  private boolean removeMissing(Set<String> declared, boolean still)
      throws IOException, InterruptedException {
    boolean certain = true;
    missing.removeAll(declared);
    for (String name : gateway.known().keySet()) {
      if (declared.contains(name) || mayStillCome(name)) {
        continue;
      }
      if (still && !missing.add(name)) {
        gateway.remove(name);
        namesByFile.values().remove(name);
        missing.remove(name);
        applied.keySet().removeAll(clashing); // One of them may have the name now.
        clashing.clear();
      } else {
        certain = false;
      }
    }
    return certain;
  }

  private boolean mayStillCome(String name) {
    for (Map.Entry<Path, String> known : namesByFile.entrySet()) {
      if (known.getValue().equals(name)) {
        return !isPipeline(known.getKey()) && !seenElsewhere.contains(known.getKey());
      }
    }
    return false;
  }

  /** How a file looks; null if it cannot be looked at, such as a link that leads nowhere. */
  private @Nullable Look look(Path file) {
    DeclaredPipeline other = elsewhere.get(file);
    if (other != null) {
      return new Look(other.text().length(), FileTime.fromMillis(other.hashCode()));
    }
    try {
      return new Look(Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      looks.put(file, new Look(-1, FileTime.fromMillis(0)));
      applied.remove(file);
      tell(
          file,
          "%s: the file cannot be read (%s); expected a pipeline file: put it there, or remove it"
              .formatted(file, e));
      return null;
    }
  }

  /**
   * Applies one file; what goes wrong with it, such as a full disk, stays with it and is tried at
   * the next look.
   */
  private void applyAlone(Path file, Look look, TypeRegistry types, Map<String, Path> declared)
      throws InterruptedException {
    try {
      apply(file, types, declared);
      applied.put(file, look);
    } catch (IOException | RuntimeException | LinkageError e) {
      keep(file, declared);
      String cause = e instanceof StoreException ? e.getMessage() : e.toString();
      tell(file, "%s: cannot be started now: %s; trying again".formatted(file, cause));
    }
  }

  private void apply(Path file, TypeRegistry types, Map<String, Path> declared)
      throws IOException, InterruptedException {
    DeclaredPipeline other = elsewhere.get(file);
    if (other != null && other.state() != DeclaredPipeline.State.PRESENT) {
      keep(file, declared);
      if (other.state() == DeclaredPipeline.State.BROKEN) {
        fallBack(file, other.text(), types);
      } else {
        letWait(file, other.text());
      }
      return;
    }
    try {
      Pipeline pipeline = read(file, types);
      Path holder = holder(pipeline.name(), file, declared);
      if (holder != null) {
        keep(file, declared);
        clashing.add(file);
        tell(
            file,
            ("%s: found pipeline %s, which %s declares too, and did before; expected one declaration"
                    + " a pipeline: rename one")
                .formatted(file, pipeline.name(), holder.getFileName()));
        return;
      }
      declared.put(pipeline.name(), file);
      namesByFile.put(file, pipeline.name());
      namedAt.put(file, Objects.requireNonNull(looks.get(file)));
      start(pipeline, file, types);
    } catch (PipelineException e) {
      if (e.onlyMissingTypes() && holder(e.pipeline(), file, declared) == null) {
        namesByFile.putIfAbsent(file, e.pipeline());
      }
      keep(file, declared);
      fallBack(file, String.valueOf(e.getMessage()), types);
    }
  }

  /** What declares a pipeline already, and is there; null if that is no other than the file. */
  private @Nullable Path holder(String name, Path file, Map<String, Path> declared) {
    Path first = declared.get(name);
    if (first != null) {
      return first.equals(file) ? null : first;
    }
    if (name.equals(namesByFile.get(file))) {
      return null;
    }
    for (Map.Entry<Path, String> known : namesByFile.entrySet()) {
      if (known.getValue().equals(name) && stands(known.getKey())) {
        return known.getKey();
      }
    }
    return null;
  }

  /** Whether a file is as it was when its pipeline's name was read. */
  private boolean stands(Path file) {
    Look then = namedAt.get(file);
    return present.contains(file) && (then == null || then.equals(looks.get(file)));
  }

  /** The last good version goes on; without one the pipeline waits. */
  private void fallBack(Path file, String problem, TypeRegistry types)
      throws IOException, InterruptedException {
    String name = namesByFile.get(file);
    if (name != null && gateway.startLastGood(name, types)) {
      tell(file, problem + "\nThe last good version of " + name + " goes on.");
      return;
    }
    if (name != null) {
      gateway.await(name, problem);
    }
    tell(file, problem);
  }

  private void letWait(Path file, String reason) throws IOException, InterruptedException {
    String name = namesByFile.get(file);
    if (name != null) {
      gateway.await(name, reason);
    }
    lastProblems.remove(file);
  }

  private void start(Pipeline pipeline, Path file, TypeRegistry types)
      throws IOException, InterruptedException {
    List<String> verdict = gateway.start(pipeline, types);
    if (gateway.runs(pipeline)) {
      verdict.forEach(sentence -> LOG.warn("Pipeline {}: {}", pipeline.name(), sentence));
      lastProblems.remove(file);
    } else {
      String why = String.join("; ", verdict);
      tell(file, "%s: %s; save the file again to try again".formatted(file, why));
    }
  }

  private Pipeline read(Path file, TypeRegistry types) throws PipelineException {
    DeclaredPipeline other = elsewhere.get(file);
    return other == null
        ? PipelineFile.read(file, types, gateway.variables())
        : PipelineFile.read(file.toString(), other.text(), folder, types, gateway.variables());
  }

  /** A file that cannot be used now still holds the place of the pipeline it declared. */
  private void keep(Path file, Map<String, Path> declared) {
    String name = namesByFile.get(file);
    if (name != null) {
      declared.putIfAbsent(name, file);
    }
  }

  private void tell(Path file, String problem) {
    if (!problem.equals(lastProblems.put(file, problem))) {
      LOG.error("{}", problem);
    }
  }

  /** What ran from which file, also before a restart. */
  private void rememberNames() throws IOException {
    gateway
        .known()
        .forEach(
            (name, file) -> {
              if (!file.isEmpty() && !namesByFile.containsValue(name)) {
                namesByFile.put(Path.of(file).toAbsolutePath().normalize(), name);
              }
            });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return Stream.concat(all.filter(DeployFolder::isPipeline), elsewhere.keySet().stream())
          .sorted()
          .toList();
    }
  }

  /**
   * Whether a file is one that this folder reads.
   *
   * @param file any
   * @return true for names that end with {@code .yaml} or {@code .yml} and do not begin with a dot
   */
  public static boolean isPipeline(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /**
   * The pipelines whose files cannot be used now.
   *
   * @return what is wrong, by file
   */
  public Map<Path, String> problems() {
    Map<Path, String> problems = new HashMap<>(lastProblems);
    problems.keySet().retainAll(looks.keySet());
    return problems;
  }

  /**
   * Where the pipelines come from that are declared now.
   *
   * @return a file or what stands for one in this folder, by pipeline
   */
  public Map<String, Path> origins() {
    Map<String, Path> origins = new HashMap<>();
    namesByFile.forEach(
        (file, name) -> {
          if (present.contains(file)) {
            origins.put(name, file);
          }
        });
    return origins;
  }
}
