package io.weir.osgi;

import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.TableType;
import io.weir.api.format.FormatType;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.api.function.GroupStateType;
import io.weir.pipeline.fluent.PipelineProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway inside a framework: collects the types that are there, and rings the bell of what
 * runs.
 *
 * <p>The framework property {@code weir.home} (default: the working folder) names the folder in
 * which {@code deploy} and {@code data} stand.
 *
 * <p>Thread: the framework's.
 */
@Component(
    service = {GatewayComponent.class, ConfigurationListener.class},
    immediate = true,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=status",
      "osgi.command.function=why",
      "osgi.command.function=stop",
      "osgi.command.function=check",
      "osgi.command.function=explain",
      "osgi.command.function=run",
      "osgi.command.function=test"
    })
public final class GatewayComponent implements ConfigurationListener {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayComponent.class);
  private final Types types = new Types();
  private final Bell bell = new Bell();
  private final BundleContext context;
  private final Configurations configurations;
  private final OfferedPipelines offered;
  private final @Nullable RunningGateway running;

  /**
   * Opens the data folder and begins to deploy. If the folder cannot be used, the framework is
   * stopped with status 1.
   *
   * @param context of this bundle
   * @param admin gives configurations that hold pipelines
   */
  @Activate
  public GatewayComponent(BundleContext context, @Reference ConfigurationAdmin admin) {
    this.context = context;
    this.configurations = new Configurations(admin);
    this.offered = new OfferedPipelines(context);
    this.running = open();
  }

  private @Nullable RunningGateway open() {
    String home = context.getProperty("weir.home");
    Path root = Path.of(home == null ? "" : home).toAbsolutePath().normalize();
    try {
      return new RunningGateway(
          context, root, configurations, offered, types, bell, this::stopFramework);
    } catch (IOException e) {
      // Not thrown on: Declarative Services would print it again, with a stack trace.
      LOG.error("The gateway cannot start: {}", e.getMessage());
      System.setProperty("weir.exit.status", "1");
      stopFramework();
      return null;
    }
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    if (Configurations.concerns(event)) {
      bell.ring();
    }
  }

  /**
   * Stops every pipeline with a checkpoint.
   *
   * @throws IOException if the data folder cannot be unlocked
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  @Deactivate
  public void deactivate() throws IOException, InterruptedException {
    if (running != null) {
      running.close();
    }
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

  /**
   * The Gogo command {@code weir:check}.
   *
   * @param arguments as on the command line
   */
  public void check(String... arguments) {
    command("check", arguments);
  }

  /**
   * The Gogo command {@code weir:explain}.
   *
   * @param arguments as on the command line
   */
  public void explain(String... arguments) {
    command("explain", arguments);
  }

  /**
   * The Gogo command {@code weir:run}.
   *
   * @param arguments as on the command line
   */
  public void run(String... arguments) {
    command("run", arguments);
  }

  /**
   * The Gogo command {@code weir:test}.
   *
   * @param arguments as on the command line
   */
  public void test(String... arguments) {
    command("test", arguments);
  }

  private void command(String name, String... arguments) {
    if (running == null) {
      return;
    }
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(List.of(arguments));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    running.commands().run(line, out, out);
    out.flush();
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

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addGroupState(ServiceReference<GroupStateType<?>> reference, GroupStateType<?> type) {
    add(reference, type);
  }

  void removeGroupState(ServiceReference<GroupStateType<?>> reference) {
    remove(reference);
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addPipeline(ServiceReference<PipelineProvider> reference, PipelineProvider provider) {
    offered.add(reference, provider);
    bell.ring();
  }

  void removePipeline(ServiceReference<PipelineProvider> reference) {
    offered.remove(reference);
    bell.ring();
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
