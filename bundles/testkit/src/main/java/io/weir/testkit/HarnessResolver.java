package io.weir.testkit;

import io.weir.pipeline.PipelineException;
import java.lang.reflect.Executable;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Opens the pipelines that tests take as parameters, and closes them.
 *
 * <p>Thread: any; what belongs to a test is kept in its store.
 */
final class HarnessResolver implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  static boolean isHarness(ParameterContext parameter) {
    return parameter.getParameter().getType() == PipelineHarness.class;
  }

  /** Whether a resolver is at work in a test. */
  static boolean isPresent(ExtensionContext context) {
    return OpenPipelines.of(context) != null;
  }

  /** The nearest annotation: of the parameter, the method, the class, those around it. */
  static Optional<WeirPipeline> named(ParameterContext parameter, ExtensionContext context) {
    Optional<WeirPipeline> found = parameter.findAnnotation(WeirPipeline.class);
    Optional<ExtensionContext> scope = Optional.of(context);
    while (found.isEmpty() && scope.isPresent()) {
      found = AnnotationSupport.findAnnotation(scope.get().getElement(), WeirPipeline.class);
      scope = scope.get().getParent();
    }
    return found;
  }

  static ParameterResolutionException unnamed(ParameterContext parameter) {
    return new ParameterResolutionException(
        "%s: no pipeline is named; expected @WeirPipeline(\"FILE\") on the parameter, the method or the class"
            .formatted(place(parameter)));
  }

  private static String place(ParameterContext parameter) {
    Executable method = parameter.getDeclaringExecutable();
    return "parameter %d of %s.%s"
        .formatted(
            parameter.getIndex() + 1, method.getDeclaringClass().getSimpleName(), method.getName());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    OpenPipelines.begin(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    OpenPipelines pipelines = OpenPipelines.of(context);
    if (pipelines != null) {
      context.getExecutionException().ifPresent(failure -> pipelines.explain(failure, context));
      pipelines.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return isHarness(parameter);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    OpenPipelines pipelines = OpenPipelines.of(context);
    if (pipelines == null) {
      throw new ParameterResolutionException(
          "%s: a pipeline is opened for each test; expected it as a parameter of the test or of a method with @BeforeEach or @AfterEach"
              .formatted(place(parameter)));
    }
    String file = named(parameter, context).orElseThrow(() -> unnamed(parameter)).value();
    try {
      return pipelines.open(Path.of(file), TestSettings.of(context));
    } catch (PipelineException | IllegalArgumentException e) {
      throw new ParameterResolutionException(
          "%s: @WeirPipeline(\"%s\") cannot be opened from the folder %s:\n%s"
              .formatted(place(parameter), file, Path.of("").toAbsolutePath(), e.getMessage()),
          e);
    }
  }
}
