package io.weir.osgi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the installed bundles equal to the jars in the deploy folder. A jar is read when it has
 * stood still for two looks, checked as a whole, copied aside, and only then installed or updated
 * in place; one that is broken leaves what ran before, over restarts too. Only the dependency
 * closure of what changed is refreshed.
 *
 * <p>Thread: one at a time.
 */
final class BundleDeployer {

  private static final Logger LOG = LoggerFactory.getLogger(BundleDeployer.class);
  private static final String LOCATION = "weir-deploy:";
  private static final long REFRESH_SECONDS = 10;

  /** How a file looks from outside. */
  private record Look(long size, FileTime changed) {}

  private final BundleContext context;
  private final Path deploy;
  private final Path staged;
  private final Map<String, Look> looks = new HashMap<>();
  private final Map<String, Look> done = new HashMap<>();
  private final Map<String, String> problems = new HashMap<>();

  BundleDeployer(BundleContext context, Path deploy, Path staged) {
    this.context = context;
    this.deploy = deploy;
    this.staged = staged;
  }

  /**
   * Looks at the folder and makes it so.
   *
   * @return whether every jar stood still
   */
  boolean reconcile() throws IOException, InterruptedException {
    Files.createDirectories(staged);
    Set<String> present = new HashSet<>();
    List<Bundle> changed = new ArrayList<>();
    boolean still = true;
    for (Path jar : jars(deploy)) {
      String name = String.valueOf(jar.getFileName());
      present.add(name);
      Look look = new Look(Files.size(jar), Files.getLastModifiedTime(jar));
      boolean stands = look.equals(looks.put(name, look));
      if (look.equals(done.get(name))) {
        continue;
      }
      if (!stands) {
        still = false;
        continue;
      }
      done.put(name, look);
      apply(jar, name, changed);
    }
    removeMissing(present, changed);
    refresh(changed);
    startAll(present);
    return still;
  }

  private void apply(Path jar, String name, List<Bundle> changed) throws IOException {
    try {
      check(jar);
    } catch (IOException e) {
      String before = Files.exists(staged.resolve(name)) ? "; the version before goes on" : "";
      tell(name, jar + ": " + e.getMessage() + before);
      if (context.getBundle(LOCATION + name) == null && !before.isEmpty()) {
        install(name, changed);
      }
      return;
    }
    Path aside = staged.resolve(name + ".tmp");
    Files.copy(jar, aside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        aside,
        staged.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    install(name, changed);
  }

  private void install(String name, List<Bundle> changed) throws IOException {
    try (InputStream bytes = Files.newInputStream(staged.resolve(name))) {
      Bundle bundle = context.getBundle(LOCATION + name);
      if (bundle == null) {
        bundle = context.installBundle(LOCATION + name, bytes);
        LOG.info("Bundle {} {}: installed", bundle.getSymbolicName(), bundle.getVersion());
      } else {
        bundle.update(bytes);
        changed.add(bundle);
        LOG.info("Bundle {} {}: updated", bundle.getSymbolicName(), bundle.getVersion());
      }
      problems.remove(name);
    } catch (BundleException e) {
      tell(name, deploy.resolve(name) + ": cannot be installed: " + e.getMessage());
    }
  }

  private void removeMissing(Set<String> present, List<Bundle> changed) throws IOException {
    for (Path jar : jars(staged)) {
      String name = String.valueOf(jar.getFileName());
      if (present.contains(name)) {
        continue;
      }
      Bundle bundle = context.getBundle(LOCATION + name);
      if (bundle != null) {
        try {
          bundle.uninstall();
          changed.add(bundle);
          LOG.info("Bundle {}: removed", bundle.getSymbolicName());
        } catch (BundleException e) {
          tell(name, name + ": cannot be removed: " + e.getMessage());
        }
      }
      Files.delete(jar);
    }
    // Also of jars that were never good enough to be staged.
    looks.keySet().retainAll(present);
    done.keySet().retainAll(present);
    problems.keySet().retainAll(present);
  }

  /** Waits for the end, so that nobody is given a type of a bundle that is about to go. */
  private void refresh(List<Bundle> changed) throws InterruptedException {
    if (changed.isEmpty()) {
      return;
    }
    CountDownLatch refreshed = new CountDownLatch(1);
    context
        .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
        .adapt(FrameworkWiring.class)
        .refreshBundles(changed, event -> refreshed.countDown());
    if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("Bundles {}: not refreshed after {} s", changed, REFRESH_SECONDS);
    }
  }

  /** Starts what is not started: a bundle may have waited for another. */
  private void startAll(Set<String> present) {
    for (String name : present) {
      Bundle bundle = context.getBundle(LOCATION + name);
      boolean startable =
          bundle != null
              && (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
              && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null;
      if (startable) {
        try {
          bundle.start();
          problems.remove(name);
        } catch (BundleException e) {
          tell(name, deploy.resolve(name) + ": cannot start: " + e.getMessage());
        }
      }
    }
  }

  /** Reads every entry, so that a half-written or damaged jar is found before it is installed. */
  private static void check(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), true)) {
      Manifest manifest = file.getManifest();
      if (manifest == null
          || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
        throw new IOException(
            "found no "
                + Constants.BUNDLE_SYMBOLICNAME
                + " in its manifest, expected an OSGi bundle");
      }
      for (var entry : file.stream().toList()) {
        try (InputStream bytes = file.getInputStream(entry)) {
          bytes.transferTo(OutputStream.nullOutputStream());
        }
      }
    } catch (SecurityException e) {
      throw new IOException("its signature does not hold: " + e.getMessage(), e);
    } catch (java.util.zip.ZipException e) {
      throw new IOException(
          "found a damaged or half-written jar (%s), expected a whole one; copy it there again"
              .formatted(e.getMessage()),
          e);
    }
  }

  private void tell(String name, String problem) {
    if (!problem.equals(problems.put(name, problem))) {
      LOG.error("{}", problem);
    }
  }

  /** What is wrong, by file. */
  Map<Path, String> problems() {
    Map<Path, String> byFile = new HashMap<>();
    problems.forEach((name, problem) -> byFile.put(deploy.resolve(name), problem));
    return byFile;
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".jar"))
          .filter(Files::isRegularFile) // not a link that leads nowhere
          .sorted()
          .toList();
    }
  }
}
