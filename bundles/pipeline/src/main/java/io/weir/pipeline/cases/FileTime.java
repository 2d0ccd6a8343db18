package io.weir.pipeline.cases;

import io.weir.pipeline.RunException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The time in a file's name. */
final class FileTime {

  private static final Pattern MILLIS = Pattern.compile("-?\\d{1,15}");

  /** Colons may be left out, as some file systems know none. */
  private static final Pattern INSTANT =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d):?(\\d\\d):?(\\d\\d(?:\\.\\d{1,6})?Z)");

  private FileTime() {}

  static Instant read(Path file, String text) throws RunException {
    if (MILLIS.matcher(text).matches()) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    Matcher parts = INSTANT.matcher(text);
    if (parts.matches()) {
      try {
        return Instant.parse(parts.group(1) + ":" + parts.group(2) + ":" + parts.group(3));
      } catch (DateTimeParseException e) {
        throw refused(file, text, e);
      }
    }
    throw refused(file, text, null);
  }

  private static RunException refused(Path file, String text, @Nullable Throwable cause) {
    RunException refused =
        new RunException(
            ("%s: '%s' is not a time: expected NAME@TIME, the time in epoch milliseconds or as"
                    + " 2026-11-20T100000Z")
                .formatted(file, text));
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}
