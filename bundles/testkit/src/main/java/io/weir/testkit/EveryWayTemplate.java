package io.weir.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Repeats a test in every way.
 *
 * <p>Thread: any; no state.
 */
final class EveryWayTemplate implements TestTemplateInvocationContextProvider {

  /** One of the repetitions. */
  private record Invocation(String test, Way way) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
      return way.title(test);
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      BeforeEachCallback choice = context -> TestSettings.choose(context, way);
      return List.of(choice);
    }
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Stream.concat(Stream.of(Way.THROUGH), Way.BESIDE_THROUGH.stream())
        .map(way -> new Invocation(context.getDisplayName(), way));
  }
}
