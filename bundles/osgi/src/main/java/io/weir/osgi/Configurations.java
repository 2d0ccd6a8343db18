package io.weir.osgi;

import io.weir.pipeline.DeclaredPipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

/**
 * Pipelines in factory configurations {@code io.weir.pipeline~NAME}: the property {@code pipeline}
 * holds a whole pipeline file. They are read only, never written.
 *
 * <p>Thread: any.
 */
final class Configurations {

  private static final String FACTORY = "io.weir.pipeline";
  private static final String PIPELINE = "pipeline";

  private final ConfigurationAdmin admin;

  Configurations(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /** Whether an event concerns a pipeline. */
  static boolean concerns(ConfigurationEvent event) {
    return FACTORY.equals(event.getFactoryPid());
  }

  /**
   * The pipelines that are configured now.
   *
   * @return each with the configuration's PID as its origin; a configuration without the property
   *     is an empty file, which is refused with a message
   */
  List<DeclaredPipeline> pipelines() throws IOException {
    try {
      Configuration[] found =
          admin.listConfigurations(
              "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + FACTORY + ")");
      List<DeclaredPipeline> pipelines = new ArrayList<>();
      for (Configuration each : found == null ? new Configuration[0] : found) {
        Object text = each.getProperties().get(PIPELINE);
        pipelines.add(
            new DeclaredPipeline(
                each.getPid(),
                DeclaredPipeline.State.PRESENT,
                text == null ? "" : text.toString()));
      }
      return pipelines;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("a filter without variables", e);
    }
  }
}
