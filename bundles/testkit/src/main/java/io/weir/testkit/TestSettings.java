package io.weir.testkit;

import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.pipeline.VirtualRun;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * How tests run their pipelines. Those of a class hold in its nested classes too, unless these have
 * their own.
 *
 * @param types what pipeline files may name; null for those of the class path
 * @param environment what stands for <code>${env:NAME}</code>, before that of the process
 * @param way of tests that do not run in every way
 */
record TestSettings(@Nullable TypeRegistry types, Map<String, String> environment, Way way) {

  static final TestSettings DEFAULT = new TestSettings(null, Map.of(), Way.THROUGH);
  static final Namespace NAMESPACE = Namespace.create(TestSettings.class);

  TestSettings {
    environment = Map.copyOf(environment);
  }

  TestSettings with(TypeRegistry known) {
    return new TestSettings(known, environment, way);
  }

  TestSettings with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new TestSettings(types, more, way);
  }

  TestSettings with(Way other) {
    return new TestSettings(types, environment, other);
  }

  /** Puts settings in force for a class or a test, as the only ones that are its own. */
  void announce(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    TestSettings outer = context.getParent().map(TestSettings::announced).orElse(null);
    TestSettings known = announced(context);
    if (known != null && !known.equals(outer) && !known.equals(this)) {
      throw new ExtensionConfigurationException(
          "%s has two extensions of type WeirExtension, expected one: make them one"
              .formatted(context.getRequiredTestClass().getName()));
    }
    store.put(TestSettings.class, this);
    store.put(this, this);
  }

  /** Whether they are in force for the test's class, or were and others are nearer. */
  boolean isAnnounced(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(this) != null;
  }

  /** Those that were announced; null for none. */
  static @Nullable TestSettings announced(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(TestSettings.class, TestSettings.class);
  }

  /** Chooses the way of one test, whatever the settings say. */
  static void choose(ExtensionContext context, Way way) {
    context.getStore(NAMESPACE).put(Way.class, way);
  }

  /** Those in force for a test. */
  static TestSettings of(ExtensionContext context) {
    TestSettings known = announced(context);
    TestSettings settings = known == null ? DEFAULT : known;
    Way chosen = context.getStore(NAMESPACE).get(Way.class, Way.class);
    return chosen == null ? settings : settings.with(chosen);
  }

  PipelineHarness open(Path file) throws PipelineException {
    TypeRegistry known = types == null ? TypeRegistry.load() : types;
    Variables variables = Variables.system("test").with(environment);
    Pipeline pipeline = PipelineFile.read(file, known, variables);
    return PipelineHarness.open(
        VirtualRun.of(pipeline).restarts(way.restarts()).backPressure(way.pressure()));
  }
}
