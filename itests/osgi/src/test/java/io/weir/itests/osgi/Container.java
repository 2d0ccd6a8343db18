package io.weir.itests.osgi;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A container as the launcher of the distribution makes one: the same bundles, logging exported by
 * the framework, and a home of its own. Used by the driver, outside the container.
 */
final class Container {

  private Container() {}

  static Option[] options(Class<?> test) throws IOException {
    Path home = home(test);
    List<Option> options = new ArrayList<>();
    options.add(cleanCaches());
    options.add(frameworkProperty("weir.home").value(home.toString()));
    options.add(systemProperty("weir.extension").value(System.getProperty("weir.extension")));
    options.add(systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    options.add(
        systemPackages(
            "org.slf4j;version=\"2.0.17\"",
            "org.slf4j.event;version=\"2.0.17\"",
            "org.slf4j.helpers;version=\"2.0.17\"",
            "org.slf4j.spi;version=\"2.0.17\""));
    options.add(junitBundles());
    Path bundles = Path.of(System.getProperty("weir.distribution"), "bundles");
    try (Stream<Path> jars = Files.list(bundles.toAbsolutePath().normalize())) {
      jars.sorted().forEach(jar -> options.add(bundle(jar.toUri().toString())));
    }
    return options.toArray(new Option[0]);
  }

  /** Empty at the start of a run; one for each framework, so that both can be looked at after. */
  private static Path home(Class<?> test) throws IOException {
    String framework =
        ServiceLoader.load(FrameworkFactory.class).iterator().next().getClass().getName();
    Path home =
        Path.of(
            System.getProperty("weir.work"),
            framework.contains("felix") ? "felix" : "equinox",
            test.getSimpleName());
    if (Files.exists(home)) {
      List<Path> old;
      try (Stream<Path> all = Files.walk(home)) {
        old = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : old) {
        Files.delete(path);
      }
    }
    for (String folder : List.of("deploy", "in", "out")) {
      Files.createDirectories(home.resolve(folder));
    }
    return home;
  }
}
