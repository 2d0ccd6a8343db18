package io.weir.shell;

import io.weir.engine.run.PipelineStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What commands need of a running gateway.
 *
 * <p>Thread: any.
 */
public interface GatewayControl {

  /** The gateway's id. */
  String id();

  /** What every pipeline is doing, by name. */
  List<PipelineStatus> status();

  /**
   * Where a pipeline comes from: a file in the deploy folder, a configuration, a bundle.
   *
   * @param pipeline its name
   * @return null if that is not known, as for one that is just being removed
   */
  @Nullable String origin(String pipeline);

  /**
   * Files in the deploy folder, and what stands for one, that cannot be used now, with what is
   * wrong with them.
   */
  Map<String, String> problems();

  /** Begins to end the gateway, and returns at once. */
  void stop();
}
