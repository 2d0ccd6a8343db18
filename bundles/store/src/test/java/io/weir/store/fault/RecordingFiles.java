package io.weir.store.fault;

import io.weir.store.file.StoreFile;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of the operating system, with a list of what was done to them. */
public final class RecordingFiles implements StoreFiles {
  private final StoreFiles files = StoreFiles.disk();
  private final List<String> journal = new ArrayList<>();

  /** Returns what was done, in order, as "force NAME". */
  public List<String> journal() {
    return journal;
  }

  @Override
  public StoreFile create(Path path) throws IOException {
    note("create", path);
    return new Recorded(path, files.create(path));
  }

  @Override
  public StoreFile open(Path path) throws IOException {
    return new Recorded(path, files.open(path));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    note("rename", to);
    files.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    if (files.exists(path)) {
      note("delete", path);
    }
    files.delete(path);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return files.list(folder);
  }

  @Override
  public boolean exists(Path path) {
    return files.exists(path);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    files.createFolder(folder);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    note("forceFolder", folder);
    files.forceFolder(folder);
  }

  private void note(String operation, Path path) {
    journal.add(operation + " " + path.getFileName());
  }

  private final class Recorded implements StoreFile {
    private final Path path;
    private final StoreFile file;

    Recorded(Path path, StoreFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      note("write", path);
      file.write(source, offset);
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      return file.read(target, offset);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      note("truncate", path);
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      note("force", path);
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
