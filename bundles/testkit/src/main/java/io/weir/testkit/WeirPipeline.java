package io.weir.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the pipeline that the tests of JUnit 5 drive. A parameter of type {@link PipelineHarness},
 * of a test or of a method with {@code BeforeEach} or {@code AfterEach}, is that pipeline: opened
 * for the test, the same in all its methods, and closed after it. When the test fails, what became
 * of the records stands below the failure and in a report entry.
 *
 * <p>With {@code @WeirPipeline("src/main/pipeline/hot.yaml")} on its class, a method with the
 * annotation {@code Test} may be
 *
 * <pre>{@code
 * void shouldCount(PipelineHarness hot) {
 *   hot.send("readings", "{\"device\":\"press-1\",\"ts\":1000,\"temp\":71.5}").finish();
 *   assertThat(hot.rows("upstream")).containsExactly("{\"device\":\"press-1\",\"n\":1}");
 * }
 * }</pre>
 *
 * <p>On a class it holds for its tests and those of nested classes, on a method or a parameter for
 * that one; the nearest counts, so that one test can drive several pipelines. {@link WeirExtension}
 * sets the types that the files may name, restarts and back-pressure; {@link EveryWay} repeats a
 * test with all of them.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@ExtendWith(HarnessResolver.class)
public @interface WeirPipeline {

  /**
   * The pipeline file.
   *
   * @return its path, relative to the working folder, which in Maven and Gradle is the module's
   */
  String value();
}
