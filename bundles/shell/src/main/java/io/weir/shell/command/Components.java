package io.weir.shell.command;

import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.TableType;
import io.weir.api.format.FormatType;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.api.function.GroupStateType;
import io.weir.pipeline.TypeRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Finds the types among the Declarative Services components of a bundle (OSGi Compendium 8, 112.4):
 * the manifest names the descriptions, and those name the classes.
 */
final class Components {

  private Components() {}

  static void add(Path bundle, ClassLoader loader, TypeRegistry.Builder types) throws IOException {
    try (JarFile jar = new JarFile(bundle.toFile())) {
      Manifest manifest = jar.getManifest();
      String names =
          manifest == null ? null : manifest.getMainAttributes().getValue("Service-Component");
      if (names == null) {
        return;
      }
      String version = manifest.getMainAttributes().getValue("Bundle-Version");
      for (String name : names.split(",")) {
        ZipEntry entry = jar.getEntry(name.strip());
        if (entry != null) {
          try (InputStream description = jar.getInputStream(entry)) {
            add(implementation(description), loader, types, version == null ? "" : version);
          }
        }
      }
    } catch (SAXException | ParserConfigurationException | ReflectiveOperationException e) {
      throw new IOException(bundle + ": a component cannot be loaded: " + e, e);
    }
  }

  private static @Nullable String implementation(InputStream description)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    NodeList found =
        builder.parse(description).getDocumentElement().getElementsByTagName("implementation");
    return found.getLength() == 0 ? null : ((Element) found.item(0)).getAttribute("class");
  }

  private static void add(
      @Nullable String name, ClassLoader loader, TypeRegistry.Builder types, String version)
      throws ReflectiveOperationException {
    if (name == null) {
      return;
    }
    Class<?> found = Class.forName(name, false, loader);
    if (!isType(found)) {
      return;
    }
    Object type = found.getConstructor().newInstance();
    if (type instanceof SourceType source) {
      types.source(source);
    }
    if (type instanceof SinkType sink) {
      types.sink(sink);
    }
    if (type instanceof TableType table) {
      types.table(table);
    }
    if (type instanceof FormatType format) {
      types.format(format);
    }
    if (type instanceof FunctionType function) {
      types.function(function, version);
    }
    if (type instanceof AggregateType<?> aggregate) {
      types.aggregate(aggregate, version);
    }
    if (type instanceof GroupStateType<?> state) {
      types.groupState(state, version);
    }
  }

  private static boolean isType(Class<?> found) {
    return SourceType.class.isAssignableFrom(found)
        || SinkType.class.isAssignableFrom(found)
        || TableType.class.isAssignableFrom(found)
        || FormatType.class.isAssignableFrom(found)
        || FunctionType.class.isAssignableFrom(found)
        || AggregateType.class.isAssignableFrom(found)
        || GroupStateType.class.isAssignableFrom(found);
  }
}
