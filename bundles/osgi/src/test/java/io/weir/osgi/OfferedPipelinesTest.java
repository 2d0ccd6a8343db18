package io.weir.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.pipeline.DeclaredPipeline;
import io.weir.pipeline.DeclaredPipeline.State;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.fluent.PipelineBuilder;
import io.weir.pipeline.fluent.PipelineProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** Services of bundles in a real framework, which does nothing else. */
class OfferedPipelinesTest {

  private static final long PATIENCE_MILLIS = 10_000;
  private static final TypeRegistry TYPES = TypeRegistry.builder().build();

  /** Builds a pipeline of a name. */
  private static final class Named implements PipelineProvider {
    private final String name;
    final AtomicInteger builds = new AtomicInteger();

    Named(String name) {
      this.name = name;
    }

    @Override
    public PipelineBuilder pipeline(TypeRegistry types) {
      builds.incrementAndGet();
      return PipelineBuilder.named(name, types);
    }
  }

  /** Breaks the law. */
  private static final class Nothing implements PipelineProvider {
    @Override
    @SuppressWarnings("NullAway") // What a user's code may do that is not checked for it.
    public PipelineBuilder pipeline(TypeRegistry types) {
      return null;
    }
  }

  @TempDir Path folder;

  private Framework framework;
  private OfferedPipelines offered;

  @BeforeEach
  void start() throws BundleException {
    framework =
        new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
    framework.start();
    offered = new OfferedPipelines(framework.getBundleContext());
  }

  @AfterEach
  void stop() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(PATIENCE_MILLIS);
  }

  @Test
  void shouldGiveWhatAServiceBuilds() throws Exception {
    offer(bundle("plant"), new Named("hot"), Map.of());
    DeclaredPipeline pipeline = only();
    assertThat(pipeline.origin()).isEqualTo("plant~" + Named.class.getName());
    assertThat(pipeline.state()).isEqualTo(State.PRESENT);
    assertThat(pipeline.text()).contains("pipeline: hot");
  }

  @Test
  void shouldKnowItByThePidOrTheComponentsName() throws Exception {
    Bundle plant = bundle("plant");
    Map<String, Object> both = Map.of("service.pid", "a/b", "component.name", "c");
    ServiceRegistration<?> service = offer(plant, new Named("hot"), both);
    assertThat(only().origin()).as("a name of one part").isEqualTo("plant~a_b");
    withdraw(service);
    plant.uninstall();

    offer(bundle("mill"), new Named("hot"), Map.of("component.name", "c"));
    assertThat(only().origin()).isEqualTo("mill~c");
  }

  @Test
  void shouldBuildAnewOnlyForOtherTypes() throws Exception {
    Named hot = new Named("hot");
    offer(bundle("plant"), hot, Map.of());
    only();
    only();
    assertThat(hot.builds).hasValue(1);
    offered.pipelines(TypeRegistry.builder().build());
    assertThat(hot.builds).hasValue(2);
  }

  @Test
  void shouldHaveItAbsentUntilItsBundleIsUninstalled() throws Exception {
    Bundle plant = bundle("plant");
    ServiceRegistration<?> service = offer(plant, new Named("hot"), Map.of());
    String origin = only().origin();
    withdraw(service);
    plant.stop();
    DeclaredPipeline absent = only();
    assertThat(absent.origin()).isEqualTo(origin);
    assertThat(absent.state()).isEqualTo(State.ABSENT);
    assertThat(absent.text()).contains("plant 1.0.0", "uninstall");
    plant.uninstall();
    assertThat(offered.pipelines(TYPES)).isEmpty();
  }

  @Test
  void shouldTakeTheServiceThatComesBack() throws Exception {
    Bundle plant = bundle("plant");
    withdraw(offer(plant, new Named("hot"), Map.of()));
    offer(plant, new Named("cold"), Map.of());
    assertThat(only().text()).contains("pipeline: cold");
  }

  /** As when a jar is removed and dropped anew under another name. */
  @Test
  void shouldTakeTheServiceOfAnotherBundleOfThatName() throws Exception {
    Bundle plant = bundle("plant");
    withdraw(offer(plant, new Named("hot"), Map.of()));
    plant.uninstall();
    Bundle again = bundle("plant");
    withdraw(offer(again, new Named("cold"), Map.of()));
    assertThat(only().state()).isEqualTo(State.ABSENT);
    again.uninstall();
    assertThat(offered.pipelines(TYPES)).isEmpty();
  }

  @Test
  void shouldSayWhatABuilderThrowsAndGiveTheOthers() throws Exception {
    Bundle plant = bundle("plant");
    PipelineProvider throwing =
        types -> {
          throw new AssertionError("no such line");
        };
    offer(plant, throwing, Map.of("service.pid", "bad"));
    offer(plant, new Named("hot"), Map.of("service.pid", "good"));
    List<DeclaredPipeline> pipelines = offered.pipelines(TYPES);
    assertThat(pipelines)
        .extracting(DeclaredPipeline::state)
        .containsExactly(State.BROKEN, State.PRESENT);
    assertThat(pipelines.get(0).text())
        .contains("plant~bad", "no such line", "expected", "correct the bundle");
  }

  @Test
  void shouldSayThatABuilderGivesNothing() throws Exception {
    offer(bundle("plant"), new Nothing(), Map.of("service.pid", "none"));
    assertThat(only().state()).isEqualTo(State.BROKEN);
    assertThat(only().text()).contains("plant~none", "found null", "correct the bundle");
  }

  @Test
  void shouldTakeTheBetterOfTwoServicesOfOneName() throws Exception {
    Bundle plant = bundle("plant");
    offer(plant, new Named("hot"), Map.of());
    offer(plant, new Named("cold"), Map.of("service.ranking", 7));
    List<DeclaredPipeline> pipelines = offered.pipelines(TYPES);
    assertThat(pipelines).extracting(DeclaredPipeline::origin).doesNotHaveDuplicates();
    assertThat(pipelines)
        .extracting(DeclaredPipeline::state)
        .containsExactly(State.PRESENT, State.BROKEN);
    assertThat(pipelines.get(0).text()).contains("pipeline: cold");
    assertThat(pipelines.get(1).text()).contains("two services", "service.pid");
  }

  private DeclaredPipeline only() {
    List<DeclaredPipeline> pipelines = offered.pipelines(TYPES);
    assertThat(pipelines).hasSize(1);
    return pipelines.get(0);
  }

  private ServiceRegistration<?> offer(
      Bundle bundle, PipelineProvider provider, Map<String, Object> properties) {
    ServiceRegistration<PipelineProvider> service =
        bundle
            .getBundleContext()
            .registerService(
                PipelineProvider.class, provider, FrameworkUtil.asDictionary(properties));
    offered.add(service.getReference(), provider);
    return service;
  }

  /** In the order of Declarative Services: unbound before it is gone. */
  private void withdraw(ServiceRegistration<?> service) {
    ServiceReference<?> reference = service.getReference();
    offered.remove(reference);
    service.unregister();
  }

  private Bundle bundle(String symbolicName) throws IOException, BundleException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
    headers.putValue(Constants.BUNDLE_VERSION, "1.0.0");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JarOutputStream(bytes, manifest).close();
    Bundle bundle =
        framework
            .getBundleContext()
            .installBundle(symbolicName, new ByteArrayInputStream(bytes.toByteArray()));
    bundle.start();
    return bundle;
  }
}
