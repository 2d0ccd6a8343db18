package io.weir.osgi;

import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.TableType;
import io.weir.api.format.FormatType;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.engine.run.PipelineStatus;
import io.weir.pipeline.DeployFolder;
import io.weir.pipeline.Gateway;
import io.weir.shell.Commands;
import io.weir.shell.GatewayControl;
import io.weir.shell.command.Setting;
import io.weir.shell.control.ControlServer;
import io.weir.shell.text.Ink;
import io.weir.sql.SqlCompiler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway inside a framework. One thread makes what runs equal to the deploy folder and the
 * types that are there; everything else only rings its bell.
 *
 * <p>The framework property {@code weir.home} (default: the working folder) names the folder in
 * which {@code deploy} and {@code data} stand.
 *
 * <p>Threads: the framework's for services; {@code weir-deploy} for the rest.
 */
@Component(
    service = GatewayComponent.class,
    immediate = true,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=status",
      "osgi.command.function=why",
      "osgi.command.function=stop"
    })
public final class GatewayComponent {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayComponent.class);
  private static final long LOOK_MILLIS = 400;
  private static final long LOOK_AGAIN_MILLIS = 100;
  private static final long STOP_MILLIS = 20_000;

  private final Types types = new Types();
  private final Bell bell = new Bell();
  private final BundleContext context;
  private final Path deploy;
  private final Gateway gateway;
  private final DeployFolder pipelines;
  private final BundleDeployer bundles;
  private final Commands commands;
  private final Thread thread;
  private final @Nullable ControlServer control;
  private volatile boolean ending;
  private volatile Map<Path, String> problems = Map.of();

  /**
   * Opens the data folder and begins to deploy.
   *
   * @param context of this bundle
   * @throws IOException if the data folder cannot be used; the framework is stopped with status 1
   */
  @Activate
  public GatewayComponent(BundleContext context) throws IOException {
    this.context = context;
    String home = context.getProperty("weir.home");
    Path root = Path.of(home == null ? "" : home).toAbsolutePath().normalize();
    this.deploy = Files.createDirectories(root.resolve("deploy"));
    Path data = root.resolve("data");
    this.gateway = openGateway(data);
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

  private Gateway openGateway(Path data) throws IOException {
    try {
      return Gateway.open(data);
    } catch (IOException e) {
      LOG.error("The gateway cannot start: {}", e.getMessage());
      System.setProperty("weir.exit.status", "1");
      stopFramework();
      throw e;
    }
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

  /** Stops every pipeline with a checkpoint. */
  @Deactivate
  public void deactivate() throws IOException, InterruptedException {
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
      long wait = LOOK_MILLIS;
      try {
        boolean jarsStill = bundles.reconcile();
        boolean filesStill = pipelines.reconcile(types.registry());
        wait = jarsStill && filesStill ? LOOK_MILLIS : LOOK_AGAIN_MILLIS;
        Map<Path, String> all = new HashMap<>(bundles.problems());
        all.putAll(pipelines.problems());
        problems = Map.copyOf(all);
      } catch (IOException | RuntimeException | LinkageError e) {
        LOG.error("Deploy folder {}: {}", deploy, e.getMessage(), e);
      } catch (InterruptedException e) {
        return;
      }
      try {
        bell.await(wait);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Then types go one after the other, and what runs must not be told to wait for them. */
  private boolean frameworkStops() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
  }

  private void stopFramework() {
    Thread stopper =
        new Thread(
            () -> {
              try {
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
              } catch (BundleException e) {
                LOG.error("The framework does not stop: {}", e.getMessage(), e);
              }
            },
            "weir-stop");
    stopper.start();
  }

  /**
   * The Gogo command {@code weir:status}.
   *
   * @param arguments a pipeline's name, {@code --json}
   */
  public void status(String... arguments) {
    command("status", arguments);
  }

  /**
   * The Gogo command {@code weir:why}.
   *
   * @param arguments a pipeline's name
   */
  public void why(String... arguments) {
    command("why", arguments);
  }

  /**
   * The Gogo command {@code weir:stop}.
   *
   * @param arguments none
   */
  public void stop(String... arguments) {
    command("stop", arguments);
  }

  private void command(String name, String... arguments) {
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(List.of(arguments));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    commands.run(line, out, out);
    out.flush();
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
    public Map<String, String> problems() {
      Map<String, String> byName = new TreeMap<>();
      problems.forEach((file, problem) -> byName.put(String.valueOf(file.getFileName()), problem));
      return byName;
    }

    @Override
    public void stop() {
      stopFramework();
    }
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addSource(ServiceReference<SourceType> reference, SourceType type) {
    add(reference, type);
  }

  void removeSource(ServiceReference<SourceType> reference) {
    remove(reference);
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addSink(ServiceReference<SinkType> reference, SinkType type) {
    add(reference, type);
  }

  void removeSink(ServiceReference<SinkType> reference) {
    remove(reference);
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addTable(ServiceReference<TableType> reference, TableType type) {
    add(reference, type);
  }

  void removeTable(ServiceReference<TableType> reference) {
    remove(reference);
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addFormat(ServiceReference<FormatType> reference, FormatType type) {
    add(reference, type);
  }

  void removeFormat(ServiceReference<FormatType> reference) {
    remove(reference);
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addFunction(ServiceReference<FunctionType> reference, FunctionType type) {
    add(reference, type);
  }

  void removeFunction(ServiceReference<FunctionType> reference) {
    remove(reference);
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addAggregate(ServiceReference<AggregateType<?>> reference, AggregateType<?> type) {
    add(reference, type);
  }

  void removeAggregate(ServiceReference<AggregateType<?>> reference) {
    remove(reference);
  }

  private void add(ServiceReference<?> reference, Object type) {
    types.add(reference, type);
    bell.ring();
  }

  private void remove(ServiceReference<?> reference) {
    types.remove(reference);
    bell.ring();
  }
}
