package io.weir.osgi;

import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.TableType;
import io.weir.api.format.FormatType;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.api.function.GroupStateType;
import io.weir.pipeline.TypeRegistry;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;

/**
 * The types that are services now. Of two of one name the older service, or the one of higher
 * ranking, is taken, as everywhere in OSGi.
 *
 * <p>Thread: any.
 */
final class Types {

  /** A service with the version of the bundle that brings it. */
  private record Found(Object type, String version) {}

  private final Map<ServiceReference<?>, Found> found = new TreeMap<>(Comparator.reverseOrder());
  private @Nullable TypeRegistry registry;

  synchronized void add(ServiceReference<?> reference, Object type) {
    found.put(reference, new Found(type, reference.getBundle().getVersion().toString()));
    registry = null;
  }

  synchronized void remove(ServiceReference<?> reference) {
    found.remove(reference);
    registry = null;
  }

  /** The registry as it is now: the same instance until a type comes or goes. */
  synchronized TypeRegistry registry() {
    TypeRegistry known = registry;
    if (known == null) {
      known = build();
      registry = known;
    }
    return known;
  }

  /** Of two of one name the first stays, and the map begins with the best service. */
  private TypeRegistry build() {
    TypeRegistry.Builder builder = TypeRegistry.builder();
    for (Found each : found.values()) {
      Object type = each.type();
      if (type instanceof SourceType source) {
        builder.source(source);
      } else if (type instanceof SinkType sink) {
        builder.sink(sink);
      } else if (type instanceof TableType table) {
        builder.table(table);
      } else if (type instanceof FormatType format) {
        builder.format(format);
      } else if (type instanceof FunctionType function) {
        builder.function(function, each.version());
      } else if (type instanceof AggregateType<?> aggregate) {
        builder.aggregate(aggregate, each.version());
      } else if (type instanceof GroupStateType<?> state) {
        builder.groupState(state, each.version());
      }
    }
    return builder.build();
  }
}
