package io.weir.pipeline;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What <code>${…}</code> in a pipeline file stands for.
 *
 * <p>Thread: any.
 */
public final class Variables {

  private final UnaryOperator<@Nullable String> environment;
  private final String gatewayId;

  private Variables(UnaryOperator<@Nullable String> environment, String gatewayId) {
    this.environment = environment;
    this.gatewayId = gatewayId;
  }

  /**
   * The environment of this process.
   *
   * @param gatewayId what <code>${gateway.id}</code> stands for
   * @return variables that read the environment when asked
   */
  public static Variables system(String gatewayId) {
    return new Variables(System::getenv, gatewayId);
  }

  /**
   * An environment of one's own, for tests and for embedding.
   *
   * @param environment what <code>${env:NAME}</code> stands for, by name
   * @param gatewayId what <code>${gateway.id}</code> stands for
   * @return variables over a copy of the map
   */
  public static Variables of(Map<String, String> environment, String gatewayId) {
    return new Variables(Map.copyOf(environment)::get, gatewayId);
  }

  /**
   * The same with an environment before this one.
   *
   * @param first looked into first
   * @return other variables
   */
  public Variables with(Map<String, String> first) {
    Map<String, String> copy = Map.copyOf(first);
    return new Variables(
        name -> copy.containsKey(name) ? copy.get(name) : environment.apply(name), gatewayId);
  }

  /**
   * An environment variable.
   *
   * @param name its name
   * @return its value, null if it is not set
   */
  public @Nullable String environment(String name) {
    return environment.apply(name);
  }

  /**
   * The gateway.
   *
   * @return its id
   */
  public String gatewayId() {
    return gatewayId;
  }
}
