package io.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process, proc(5). */
record ProcFiles(long pid) {

  private static final double TICKS_PER_SECOND = 100; // USER_HZ on every Linux that Java runs on
  private static final double KIB_PER_MIB = 1_024;

  /** The mosquitto that this process started. */
  static ProcFiles ofBroker() {
    return new ProcFiles(
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("mosquitto"))
            .findFirst()
            .orElseThrow()
            .pid());
  }

  /** User and system time of all its threads. */
  double cpuSeconds() {
    String stat = read("stat");
    // Fields 14 and 15; the name in field 2 may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Resident memory. */
  double residentMebibytes() {
    return number("status", "VmRSS:") / KIB_PER_MIB;
  }

  /** Bytes that it caused to be sent to the disk. */
  long bytesWritten() {
    return number("io", "write_bytes:");
  }

  /** The load of the last minute. */
  static double load() {
    try {
      return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long number(String file, String key) {
    for (String line : read(file).split("\n")) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.substring(key.length()).replace("kB", "").trim());
      }
    }
    throw new IllegalStateException("/proc/" + pid + '/' + file + " has no " + key);
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
