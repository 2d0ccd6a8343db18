package io.weir.osgi;

import io.weir.engine.run.PipelineStatus;
import io.weir.pipeline.DeclaredPipeline;
import io.weir.pipeline.DeployFolder;
import io.weir.pipeline.Gateway;
import io.weir.pipeline.TypeRegistry;
import io.weir.shell.Commands;
import io.weir.shell.GatewayControl;
import io.weir.shell.command.Setting;
import io.weir.shell.control.ControlServer;
import io.weir.shell.text.Ink;
import io.weir.sql.SqlCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway whose data folder is open. One thread, {@code weir-deploy}, makes what runs equal to
 * the deploy folder, what is declared beside it and the types that are there; everything else only
 * rings its bell.
 *
 * <p>Thread: {@link #close} by one; the rest by any.
 */
final class RunningGateway {

  private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);
  private static final long LOOK_MILLIS = 400;
  private static final long LOOK_AGAIN_MILLIS = 100;
  private static final long STOP_MILLIS = 20_000;

  private final BundleContext context;
  private final Path deploy;
  private final Types types;
  private final Bell bell;
  private final Runnable stopper;
  private final Gateway gateway;
  private final DeployFolder pipelines;
  private final BundleDeployer bundles;
  private final Configurations configurations;
  private final OfferedPipelines offered;
  private final Commands commands;
  private final Thread thread;
  private final @Nullable ControlServer control;
  private volatile boolean ending;
  private volatile Map<Path, String> problems = Map.of();
  private volatile Map<String, Path> origins = Map.of();

  // The deploying thread only.
  private String lastFailure = "";

  /**
   * Opens the data folder and begins to deploy.
   *
   * @param context of this bundle
   * @param root the folder in which {@code conf}, {@code deploy} and {@code data} stand
   * @param configurations hold pipelines beside the deploy folder
   * @param offered pipelines that bundles bring
   * @param types what pipelines may name
   * @param bell is rung when types or files may have changed
   * @param stopper stops the framework, soon
   * @throws IOException if the data folder cannot be used; the message says what to do
   */
  RunningGateway(
      BundleContext context,
      Path root,
      Configurations configurations,
      OfferedPipelines offered,
      Types types,
      Bell bell,
      Runnable stopper)
      throws IOException {
    this.context = context;
    this.configurations = configurations;
    this.offered = offered;
    this.types = types;
    this.bell = bell;
    this.stopper = stopper;
    this.deploy = Files.createDirectories(root.resolve("deploy"));
    Path data = root.resolve("data");
    this.gateway = GatewaySettings.open(root);
    this.pipelines = new DeployFolder(deploy, gateway);
    this.bundles = new BundleDeployer(context, deploy, data.resolve("bundles"));
    this.commands =
        Commands.ofGateway(
            new Setting(types::registry, gateway.variables(), Ink.NONE), new Control());
    this.control = openControl(data);
    this.thread = new Thread(this::run, "weir-deploy");
    // The parser's tables take longest: load them while bundles still start.
    new Thread(SqlCompiler::prepare, "weir-prepare").start();
    LOG.info("Gateway {}: started; runs what stands in {}", gateway.id(), deploy);
    thread.start();
  }

  private @Nullable ControlServer openControl(Path data) {
    try {
      return ControlServer.open(data, commands);
    } catch (IOException e) {
      LOG.error(
          "{}; the gateway runs without it: weir status and weir stop do not work", e.getMessage());
      return null;
    }
  }

  /** The commands that talk about this gateway. */
  Commands commands() {
    return commands;
  }

  /** Stops every pipeline with a checkpoint. */
  void close() throws IOException, InterruptedException {
    ending = true;
    bell.ring();
    thread.join(STOP_MILLIS);
    if (control != null) {
      control.close();
    }
    gateway.close();
    LOG.info("Gateway {}: stopped", gateway.id());
  }

  private void run() {
    while (!ending && !frameworkStops()) {
      try {
        bell.await(reconcile());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Then types go one after the other, and what runs must not be told to wait for them. */
  private boolean frameworkStops() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
  }

  /** Makes it so; says how long to wait before the next look. */
  private long reconcile() throws InterruptedException {
    try {
      boolean jarsStill = bundles.reconcile();
      TypeRegistry registry = types.registry();
      List<DeclaredPipeline> declared = new ArrayList<>(configurations.pipelines());
      declared.addAll(offered.pipelines(registry));
      boolean filesStill = pipelines.reconcile(registry, declared);
      Map<Path, String> all = new HashMap<>(bundles.problems());
      all.putAll(pipelines.problems());
      problems = Map.copyOf(all);
      origins = Map.copyOf(pipelines.origins());
      lastFailure = "";
      return jarsStill && filesStill ? LOOK_MILLIS : LOOK_AGAIN_MILLIS;
    } catch (IOException e) {
      tell(e, null);
    } catch (RuntimeException | Error e) { // the thread must outlive what a bundle throws
      tell(e, e);
    }
    return LOOK_MILLIS;
  }

  /** Said once, however often it is tried again. */
  private void tell(Throwable failure, @Nullable Throwable trace) {
    if (!failure.toString().equals(lastFailure)) {
      lastFailure = failure.toString();
      LOG.error("Deploy folder {}: {}; trying again", deploy, lastFailure, trace);
    }
  }

  /** The gateway as its commands see it. */
  private final class Control implements GatewayControl {
    @Override
    public String id() {
      return gateway.id();
    }

    @Override
    public List<PipelineStatus> status() {
      return gateway.status();
    }

    @Override
    public @Nullable String origin(String pipeline) {
      Path origin = origins.get(pipeline);
      return origin == null ? null : String.valueOf(origin.getFileName());
    }

    @Override
    public Map<String, String> problems() {
      Map<String, String> byName = new TreeMap<>();
      problems.forEach((file, problem) -> byName.put(String.valueOf(file.getFileName()), problem));
      return byName;
    }

    @Override
    public void stop() {
      stopper.run();
    }
  }
}
