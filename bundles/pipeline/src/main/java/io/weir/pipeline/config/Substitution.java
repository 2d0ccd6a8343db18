package io.weir.pipeline.config;

import io.weir.pipeline.Variables;
import io.weir.pipeline.yaml.Place;
import io.weir.pipeline.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Fills in <code>${env:NAME}</code>, <code>${env:NAME:default}</code>, <code>${file:PATH}</code>
 * and <code>${gateway.id}</code>; <code>$${</code> stands for <code>${</code>.
 *
 * <p>Thread: one at a time.
 */
public final class Substitution implements YamlReader.Filler {

  private static final long MAX_FILE = 64 << 10;

  private final Variables variables;
  private final Path folder;
  private final Problems problems;

  /**
   * Fills in the values of one file.
   *
   * @param variables what the names stand for
   * @param folder of the pipeline file
   * @param problems is told what cannot be filled in
   */
  public Substitution(Variables variables, Path folder, Problems problems) {
    this.variables = variables;
    this.folder = folder;
    this.problems = problems;
  }

  @Override
  public String fill(String text, Place place) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (true) {
      int start = text.indexOf("${", at);
      if (start < 0) {
        return filled.append(text, at, text.length()).toString();
      }
      if (start > at && text.charAt(start - 1) == '$') {
        filled.append(text, at, start - 1).append("${");
        at = start + 2;
        continue;
      }
      int end = text.indexOf('}', start);
      if (end < 0) {
        problems.error(
            place, "found '${' without '}': close it, or write '$${' for the text itself");
        return text;
      }
      filled.append(text, at, start).append(value(text.substring(start + 2, end), place));
      at = end + 1;
    }
  }

  private String value(String name, Place place) {
    if (name.equals("gateway.id")) {
      return variables.gatewayId();
    }
    if (name.startsWith("env:")) {
      return environment(name.substring("env:".length()), place);
    }
    if (name.startsWith("file:")) {
      return file(name.substring("file:".length()), place);
    }
    problems.error(
        place,
        "found '${%s}': expected ${env:NAME}, ${env:NAME:default}, ${file:PATH} or ${gateway.id}"
            .formatted(name));
    return "";
  }

  private String environment(String reference, Place place) {
    int colon = reference.indexOf(':');
    String name = colon < 0 ? reference : reference.substring(0, colon);
    String value = variables.environment(name);
    if (value != null) {
      problems.hide(value, "${env:" + name + "}");
      return value;
    }
    if (colon < 0) {
      problems.error(
          place,
          "environment variable %s is not set: set it, or give a default with ${env:%s:default}"
              .formatted(name, name));
      return "";
    }
    return reference.substring(colon + 1);
  }

  private String file(String path, Place place) {
    try {
      Path file = folder.resolve(path);
      if (Files.size(file) > MAX_FILE) {
        problems.error(
            place,
            "file %s of ${file:…} is larger than 64KB: expected a short text".formatted(path));
        return "";
      }
      String value = Files.readString(file).stripTrailing();
      problems.hide(value, "${file:" + path + "}");
      return value;
    } catch (NoSuchFileException e) {
      problems.error(place, "file %s of ${file:…} is not there".formatted(path));
    } catch (IOException | InvalidPathException e) {
      problems.error(
          place,
          "file %s of ${file:…} cannot be read: %s (expected UTF-8 text that this user may read)"
              .formatted(path, e.getClass().getSimpleName()));
    }
    return "";
  }
}
