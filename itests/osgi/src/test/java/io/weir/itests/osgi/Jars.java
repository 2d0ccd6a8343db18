package io.weir.itests.osgi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** Bundles for tests. */
final class Jars {

  private static final String EDITION = "io/weir/itests/extension/edition.txt";

  private static final String COMPONENTS = "Service-Component";

  private Jars() {}

  /** A bundle with nothing but an import. */
  static InputStream empty(String name, String importedPackage) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
    attributes.putValue(Constants.IMPORT_PACKAGE, importedPackage);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JarOutputStream(bytes, manifest).close();
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  /** The user's bundle in another edition, without its pipeline. */
  static byte[] extension(int edition) throws IOException {
    return extension(edition, edition + ".0.0");
  }

  static byte[] extension(int edition, String version) throws IOException {
    return extension(edition, version, false);
  }

  /** The user's bundle in another edition, with its pipeline. */
  static byte[] withPipeline(int edition) throws IOException {
    return extension(edition, edition + ".0.0", true);
  }

  private static byte[] extension(int edition, String version, boolean pipeline)
      throws IOException {
    Path jar = Path.of(System.getProperty("weir.extension"));
    try (JarFile original = new JarFile(jar.toFile())) {
      Manifest manifest = original.getManifest();
      Attributes attributes = manifest.getMainAttributes();
      attributes.putValue(Constants.BUNDLE_VERSION, version);
      if (!pipeline) {
        String components = attributes.getValue(COMPONENTS);
        attributes.putValue(
            COMPONENTS,
            Stream.of(components.split(","))
                .filter(each -> !each.contains("Pipeline"))
                .collect(Collectors.joining(",")));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JarOutputStream copy = new JarOutputStream(bytes, manifest)) {
        for (JarEntry entry : original.stream().toList()) {
          if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
            continue;
          }
          copy.putNextEntry(new JarEntry(entry.getName()));
          if (entry.getName().equals(EDITION)) {
            copy.write(Integer.toString(edition).getBytes(StandardCharsets.UTF_8));
          } else {
            original.getInputStream(entry).transferTo(copy);
          }
          copy.closeEntry();
        }
      }
      return bytes.toByteArray();
    }
  }
}
