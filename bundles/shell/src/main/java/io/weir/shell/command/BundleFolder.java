package io.weir.shell.command;

import io.weir.pipeline.TypeRegistry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The types that the jars of a folder bring, outside of a framework: those that the jars name in
 * {@code META-INF/services}, and their Declarative Services components.
 */
final class BundleFolder {

  private BundleFolder() {}

  /**
   * The types of a folder beside those that are there already.
   *
   * @throws IOException if the folder or a jar cannot be read
   */
  static TypeRegistry types(Path folder, TypeRegistry base) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("--bundles " + folder + " is not a folder: expected one with jars");
    }
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    }
    jars.sort(null);
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    // Lives as long as the types, which is to the end of the command.
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), TypeRegistry.class.getClassLoader());
    TypeRegistry.Builder builder = TypeRegistry.builder().all(base).services(loader);
    for (Path jar : jars) {
      Components.add(jar, loader, builder);
    }
    return builder.build();
  }
}
