package io.weir.launcher;

import java.io.IOException;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a gateway in the foreground until it is told to stop. */
public final class Main {

  private static final long STOP_MILLIS = 30_000;

  private Main() {}

  /**
   * Starts the gateway of the system property {@code weir.home}. SIGTERM, Ctrl-C and {@code weir
   * stop} end it cleanly.
   *
   * @param arguments none
   * @throws InterruptedException never: the main thread is not interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    Logger log = LoggerFactory.getLogger("io.weir.launcher.Main");
    try {
      GatewayHome home = GatewayHome.ofProperty();
      home.createFolders();
      Logging.configure(home);
      home.requireUnused();
      Container container = Container.start(home);
      Thread hook = new Thread(() -> stop(container, log), "weir-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      container.awaitStop();
    } catch (IOException e) {
      log.error("The gateway cannot start: {}", e.getMessage());
      System.exit(1);
    } catch (BundleException | IllegalStateException e) {
      log.error("The gateway cannot start: {}", e.getMessage(), e);
      System.exit(1);
    }
    System.exit(Integer.getInteger(Container.EXIT_STATUS, 0));
  }

  private static void stop(Container container, Logger log) {
    try {
      container.stop(STOP_MILLIS);
    } catch (BundleException e) {
      log.error("Stopping failed: {}", e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Logging.close();
    }
  }
}
