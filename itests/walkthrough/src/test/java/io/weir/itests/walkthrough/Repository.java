package io.weir.itests.walkthrough;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things stand; tests run in the folder of their module. */
final class Repository {

  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  static final Path README = ROOT.resolve("README.md");
  static final Path DOCS = ROOT.resolve("gateway-distribution/docs");
  static final Path DISTRIBUTION = ROOT.resolve("gateway-distribution/target/weir");
  static final Path OWN_BUNDLE = ROOT.resolve("itests/own-bundle/target/greenhouse-1.0.0.jar");

  private Repository() {}

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      List<Path> all = found.toList();
      for (Path each : all) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }
}
