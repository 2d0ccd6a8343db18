package io.weir.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * An OSGi framework (Felix or Equinox, whichever stands on the class path) with the bundles of the
 * distribution installed and started.
 *
 * <p>The framework's cache is made anew at every start: the {@code bundles} and {@code deploy}
 * folders are the only truth. What must outlive a restart is in {@code data}, outside the cache.
 *
 * <p>Logging is on the launcher's class path and exported to the bundles by the framework, so that
 * it works before the first bundle and after the last.
 */
final class Container {

  /** Where the exit status stands that a bundle asks for when it stops the framework. */
  static final String EXIT_STATUS = "weir.exit.status";

  private static final String LOGGING_PACKAGES =
      "org.slf4j;version=\"2.0.17\",org.slf4j.event;version=\"2.0.17\","
          + "org.slf4j.helpers;version=\"2.0.17\",org.slf4j.spi;version=\"2.0.17\"";

  private final Framework framework;

  private Container(Framework framework) {
    this.framework = framework;
  }

  /** Starts the framework and every bundle. */
  static Container start(GatewayHome home) throws BundleException, IOException {
    FrameworkFactory factory =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no OSGi framework on the class path: start the gateway with bin/weir start"));
    Framework framework = factory.newFramework(settings(home));
    framework.init();
    BundleContext context = framework.getBundleContext();
    List<Bundle> installed = new ArrayList<>();
    for (Path jar : home.bundles()) {
      installed.add(context.installBundle(jar.toUri().toString()));
    }
    framework.start();
    for (Bundle bundle : installed) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
    }
    return new Container(framework);
  }

  /** Waits until somebody stops the framework. */
  void awaitStop() throws InterruptedException {
    FrameworkEvent event;
    do {
      event = framework.waitForStop(0);
    } while (event.getType() == FrameworkEvent.WAIT_TIMEDOUT);
  }

  /** Stops every bundle and the framework, and waits for it. */
  void stop(long timeoutMillis) throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(timeoutMillis);
  }

  private static Map<String, String> settings(GatewayHome home) {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, home.folder("data").resolve("framework").toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, LOGGING_PACKAGES);
    settings.put("felix.cm.dir", home.folder("data").resolve("config").toString());
    settings.put("ds.showtrace", "false");
    settings.put("weir.home", home.root().toString());
    return settings;
  }
}
