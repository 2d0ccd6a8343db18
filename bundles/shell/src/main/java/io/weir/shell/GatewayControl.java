package io.weir.shell;

import io.weir.engine.run.PipelineStatus;
import java.util.List;
import java.util.Map;

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

  /** Files in the deploy folder that cannot be used now, with what is wrong with them. */
  Map<String, String> problems();

  /** Begins to end the gateway, and returns at once. */
  void stop();
}
