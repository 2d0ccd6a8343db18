package io.weir.pipeline.fluent;

import io.weir.pipeline.TypeRegistry;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A pipeline written in Java that a bundle brings. A gateway runs it while an object of this type
 * is a service, such as a component of Declarative Services, as it runs a file in its deploy
 * folder:
 *
 * <pre>{@code
 * public final class HotMachines implements PipelineProvider {
 *   public PipelineBuilder pipeline(TypeRegistry types) {
 *     PipelineBuilder hot = PipelineBuilder.named("hot-machines", types);
 *     …
 *     return hot;
 *   }
 * }
 * }</pre>
 *
 * <p>When the service comes the pipeline starts; when another takes its place, as after an update
 * of the bundle, it is updated in place and keeps its state; when it goes and the bundle stays, it
 * stops and keeps its data; when the bundle is uninstalled, it is removed. Paths in options are
 * relative to the deploy folder. The gateway knows it by the symbolic name of the bundle and the
 * {@code service.pid}, the component's name or the class.
 *
 * <p>Thread: one at a time; must not block.
 */
@ConsumerType
@FunctionalInterface
public interface PipelineProvider {

  /**
   * Builds the pipeline. Called again when a type comes or goes.
   *
   * @param types that it may name now; some may still be missing, then it waits for them
   * @return the same for the same types
   */
  PipelineBuilder pipeline(TypeRegistry types);
}
