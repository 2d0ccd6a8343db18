package io.weir.testkit;

import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.TypeRegistry;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Sets how the tests of a class run their pipelines, which {@link WeirPipeline} names. Without it
 * types come from the class path, and nothing restarts or is refused. It is a field with the
 * annotation {@code RegisterExtension}:
 *
 * <pre>{@code
 * static final WeirExtension weir =
 *     new WeirExtension()
 *         .types(TypeRegistry.builder().function(new DewPoint(), "1").all(TypeRegistry.load()).build())
 *         .env("FIELD", "tcp://127.0.0.1:1883");
 * }</pre>
 *
 * <p>One a class; a nested class may have its own, which then stands for that of the outer one.
 *
 * <p>Thread: immutable, any.
 */
public final class WeirExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  private final TestSettings settings;

  /** The class path's types, run through. */
  public WeirExtension() {
    this(TestSettings.DEFAULT);
  }

  private WeirExtension(TestSettings settings) {
    this.settings = settings;
  }

  /**
   * The same with other types.
   *
   * @param known what pipeline files may name; {@link TypeRegistry#load} unless set
   * @return another extension
   */
  public WeirExtension types(TypeRegistry known) {
    return new WeirExtension(settings.with(known));
  }

  /**
   * The same with an environment variable, before those of the process.
   *
   * @param name as in <code>${env:NAME}</code>
   * @param value what stands for it
   * @return another extension
   */
  public WeirExtension env(String name, String value) {
    return new WeirExtension(settings.with(name, value));
  }

  /**
   * The same with restarts between the records. The rows must be the same.
   *
   * @param points where; nowhere unless set. Tests with {@link EveryWay} have their own
   * @return another extension
   */
  public WeirExtension restarts(Restarts points) {
    return new WeirExtension(settings.with(new Way(points, settings.way().pressure())));
  }

  /**
   * The same with sinks that refuse rows. The rows must be the same.
   *
   * @param pressure what they refuse; nothing unless set. Tests with {@link EveryWay} have their
   *     own
   * @return another extension
   */
  public WeirExtension backPressure(BackPressure pressure) {
    return new WeirExtension(settings.with(new Way(settings.way().restarts(), pressure)));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    settings.announce(context);
  }

  /** A field that is not static is there from each test on. */
  @Override
  public void beforeEach(ExtensionContext context) {
    if (!settings.isAnnounced(context)) {
      settings.announce(context);
    }
  }

  /** Where no pipeline is named, nothing else would say how to name it. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return HarnessResolver.isHarness(parameter)
        && !HarnessResolver.isPresent(context)
        && HarnessResolver.named(parameter, context).isEmpty();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    throw HarnessResolver.unnamed(parameter);
  }
}
