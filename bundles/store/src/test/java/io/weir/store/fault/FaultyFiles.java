package io.weir.store.fault;

import io.weir.store.file.NoSpaceException;
import io.weir.store.file.StoreFile;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that counts the operations that change it, and fails one of them as told.
 *
 * <p>A write is in the cache until its file is forced; a creation, renaming or deletion until its
 * folder is. {@link #restart()} after a power cut keeps of what was in the cache an arbitrary part,
 * chosen by the seed: of each file any of its 512-byte sectors, of each folder's changes any first
 * few. {@link #kill()} keeps all, as the end of a process does. Not thread-safe.
 */
public final class FaultyFiles implements StoreFiles {
  private static final int SECTOR_BYTES = 512;

  private final Random random;
  private Map<Path, Node> now = new TreeMap<>();
  private Map<Path, Node> durable = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();

  private long operations;
  private long faultAt = -1;
  private Fault fault = Fault.POWER_CUT;
  private boolean dead;
  private boolean full;
  private long forces;
  private final List<String> journal = new ArrayList<>();

  /**
   * Makes an empty disk.
   *
   * @param seed decides how writes are torn and what a power cut leaves
   */
  public FaultyFiles(long seed) {
    this.random = new Random(seed);
  }

  /** Lets something happen to an operation: the one with that number, counted from 0. */
  public void failAt(long operation, Fault what) {
    faultAt = operation;
    fault = what;
  }

  /** Returns how many operations that change the disk were counted. */
  public long operations() {
    return operations;
  }

  /** Returns how many times a file was forced. */
  public long forces() {
    return forces;
  }

  /** Returns the names of all operations counted, in order, as "force a.seg". */
  public List<String> journal() {
    return journal;
  }

  /** Makes room on a full disk. */
  public void makeRoom() {
    full = false;
  }

  /** Ends the process: all files are closed, all that was written is there. */
  public void kill() {
    now.values().forEach(node -> node.handles = new Object());
    dead = false;
    faultAt = -1;
    full = false;
  }

  /** Starts the machine again after its power was cut, here or at an earlier operation. */
  public void restart() {
    int kept = random.nextInt(changes.size() + 1);
    for (Change change : changes.subList(0, kept)) {
      change.apply(durable);
    }
    changes.clear();
    now = new TreeMap<>();
    IdentityHashMap<Node, Node> survivors = new IdentityHashMap<>();
    durable.forEach(
        (path, node) -> now.put(path, survivors.computeIfAbsent(node, n -> n.survive(random))));
    durable = new TreeMap<>(now);
    kill();
  }

  /** Returns the bytes of a file. */
  public byte[] bytes(Path path) throws IOException {
    Node node = node(path);
    return Arrays.copyOf(node.bytes, node.size);
  }

  /** Changes the bytes of a file behind everybody's back; durable, and not counted. */
  public void overwrite(Path path, byte[] bytes) throws IOException {
    Node node = node(path);
    node.bytes = bytes.clone();
    node.size = bytes.length;
    node.durableBytes = bytes.clone();
  }

  @Override
  public StoreFile create(Path path) throws IOException {
    count("create", path);
    if (now.containsKey(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Node node = new Node();
    change(new Change(path, null, node));
    return new Handle(path, node);
  }

  @Override
  public StoreFile open(Path path) throws IOException {
    alive("open");
    return new Handle(path, node(path));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    count("rename", to);
    Node node = node(from);
    change(new Change(to, from, node));
  }

  @Override
  public void delete(Path path) throws IOException {
    if (!now.containsKey(path)) {
      return;
    }
    count("delete", path);
    change(new Change(path, null, null));
  }

  @Override
  public List<Path> list(Path folder) {
    alive("list");
    return now.keySet().stream().filter(path -> folder.equals(path.getParent())).toList();
  }

  @Override
  public boolean exists(Path path) {
    return now.containsKey(path);
  }

  @Override
  public void createFolder(Path folder) {
    alive("createFolder");
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    count("forceFolder", folder);
    for (Change change : changes) {
      change.apply(durable);
    }
    changes.clear();
  }

  private void change(Change change) {
    change.apply(now);
    changes.add(change);
  }

  private Node node(Path path) throws NoSuchFileException {
    Node node = now.get(path);
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  private void alive(String operation) {
    if (dead) {
      throw new PowerCut(operation);
    }
  }

  private boolean due(String operation, Path path) {
    alive(operation);
    journal.add(operation + " " + path.getFileName());
    return operations++ == faultAt;
  }

  private void count(String operation, Path path) throws IOException {
    if (due(operation, path)) {
      strike(operation, path);
    }
  }

  private void strike(String operation, Path path) throws IOException {
    switch (fault) {
      case POWER_CUT -> {
        dead = true;
        throw new PowerCut(operation);
      }
      case DISK_FULL -> {
        full = true;
        if (operation.equals("create") || operation.equals("write")) {
          throw new NoSpaceException(path + ": No space left on device", null);
        }
      }
      case IO_ERROR -> throw new IOException(path + ": Input/output error");
    }
  }

  /** A change of the names: {@code from} is null if the node is new, the node if it goes. */
  private record Change(Path path, @Nullable Path from, @Nullable Node node) {
    void apply(Map<Path, Node> names) {
      if (from != null) {
        names.remove(from);
      }
      if (node == null) {
        names.remove(path);
      } else {
        names.put(path, node);
      }
    }
  }

  private static final class Node {
    byte[] bytes = new byte[0];
    int size;
    byte[] durableBytes = new byte[0];
    Object handles = new Object();

    void write(byte[] source, int offset) {
      int end = offset + source.length;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
      }
      System.arraycopy(source, 0, bytes, offset, source.length);
      size = Math.max(size, end);
    }

    Node survive(Random random) {
      Node node = new Node();
      node.size = random.nextBoolean() ? size : durableBytes.length;
      node.bytes = Arrays.copyOf(durableBytes, node.size);
      for (int at = 0; at < Math.min(size, node.size); at += SECTOR_BYTES) {
        if (random.nextBoolean()) {
          int length = Math.min(SECTOR_BYTES, Math.min(size, node.size) - at);
          System.arraycopy(bytes, at, node.bytes, at, length);
        }
      }
      node.durableBytes = node.bytes.clone();
      return node;
    }
  }

  private final class Handle implements StoreFile {
    private final Path path;
    private final Node node;
    private final Object generation;
    private boolean closed;

    Handle(Path path, Node node) {
      this.path = path;
      this.node = node;
      this.generation = node.handles;
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      open();
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      boolean due = due("write", path);
      if (due || (full && offset + bytes.length > node.size)) {
        int written = random.nextInt(bytes.length + 1);
        if (due && fault != Fault.POWER_CUT) {
          // A write that says it failed did not do all of it.
          written = random.nextInt(bytes.length);
        } else if (!due) {
          written = (int) Math.max(0, node.size - offset);
        }
        node.write(Arrays.copyOf(bytes, written), (int) offset);
        if (due) {
          strike("write", path);
        }
        throw new NoSpaceException(path + ": No space left on device", null);
      }
      node.write(bytes, (int) offset);
    }

    @Override
    public int read(ByteBuffer target, long offset) {
      open();
      int count = (int) Math.max(0, Math.min(target.remaining(), node.size - offset));
      if (count > 0) {
        target.put(node.bytes, (int) offset, count);
      }
      return count;
    }

    @Override
    public long size() {
      open();
      return node.size;
    }

    @Override
    public void truncate(long size) throws IOException {
      open();
      count("truncate", path);
      node.size = (int) size;
      node.bytes = Arrays.copyOf(node.bytes, node.size);
    }

    @Override
    public void force() throws IOException {
      open();
      forces++;
      count("force", path);
      node.durableBytes = Arrays.copyOf(node.bytes, node.size);
    }

    @Override
    public void close() {
      closed = true;
    }

    private void open() {
      alive("use of a file");
      if (closed || generation != node.handles) {
        throw new IllegalStateException(path + " is closed");
      }
    }
  }
}
