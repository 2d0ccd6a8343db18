package io.weir.osgi;

import io.weir.operators.UserCode;
import io.weir.pipeline.DeclaredPipeline;
import io.weir.pipeline.DeclaredPipeline.State;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.fluent.PipelineBuilder;
import io.weir.pipeline.fluent.PipelineProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * The pipelines that bundles bring as services. One whose service went while its bundle is still
 * installed is absent: the bundle may be in the midst of an update.
 *
 * <p>Thread: any; {@link #pipelines} by one.
 */
final class OfferedPipelines {

  /** A property of services that are components, OSGi Cmpn 112.6. */
  private static final String COMPONENT_NAME = "component.name";

  /** A service, and what it built last. */
  private static final class Offer {
    final PipelineProvider provider;
    final String origin;
    @Nullable TypeRegistry types;
    @Nullable DeclaredPipeline built;

    Offer(PipelineProvider provider, String origin) {
      this.provider = provider;
      this.origin = origin;
    }
  }

  private final BundleContext context;
  private final Map<ServiceReference<?>, Offer> offers = new TreeMap<>(Comparator.reverseOrder());
  private final Map<String, Long> bundles = new HashMap<>(); // that brought an origin last

  OfferedPipelines(BundleContext context) {
    this.context = context;
  }

  synchronized void add(ServiceReference<?> reference, PipelineProvider provider) {
    String origin = origin(reference, provider);
    offers.put(reference, new Offer(provider, origin));
    bundles.put(origin, reference.getBundle().getBundleId());
  }

  synchronized void remove(ServiceReference<?> reference) {
    offers.remove(reference);
  }

  private static String origin(ServiceReference<?> reference, PipelineProvider provider) {
    Object name = reference.getProperty(Constants.SERVICE_PID);
    if (!(name instanceof String)) {
      name = reference.getProperty(COMPONENT_NAME);
    }
    String last = name instanceof String text ? text : provider.getClass().getName();
    return (reference.getBundle().getSymbolicName() + "~" + last).replace('/', '_');
  }

  /**
   * What is offered, and what was and may be again.
   *
   * @param types what pipelines may name now
   * @return each of another origin
   */
  List<DeclaredPipeline> pipelines(TypeRegistry types) {
    List<DeclaredPipeline> pipelines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Offer offer : offers()) {
      pipelines.add(
          seen.add(offer.origin) ? built(offer, types) : twice(offer.origin, pipelines.size()));
    }
    pipelines.addAll(absent(seen));
    return pipelines;
  }

  private synchronized List<Offer> offers() {
    return List.copyOf(offers.values());
  }

  /** Built anew only when the types are others. */
  private static DeclaredPipeline built(Offer offer, TypeRegistry types) {
    DeclaredPipeline built = offer.built;
    if (built == null || !types.equals(offer.types)) {
      built = build(offer, types);
      offer.built = built;
      offer.types = types;
    }
    return built;
  }

  private static DeclaredPipeline build(Offer offer, TypeRegistry types) {
    try {
      PipelineBuilder builder = offer.provider.pipeline(types);
      return builder == null
          ? broken(offer, "found null of pipeline(…)")
          : new DeclaredPipeline(offer.origin, State.PRESENT, builder.toYaml());
    } catch (Throwable e) {
      return broken(offer, "pipeline(…) failed: " + UserCode.failure(e));
    }
  }

  private static DeclaredPipeline broken(Offer offer, String found) {
    return new DeclaredPipeline(
        offer.origin,
        State.BROKEN,
        "%s: %s; expected that it builds a pipeline: correct the bundle"
            .formatted(offer.origin, found));
  }

  private static DeclaredPipeline twice(String origin, int position) {
    return new DeclaredPipeline(
        origin + "~" + position,
        State.BROKEN,
        "%s: found two services of that name; expected one: give each a service.pid"
            .formatted(origin));
  }

  private synchronized List<DeclaredPipeline> absent(Set<String> offered) {
    List<DeclaredPipeline> absent = new ArrayList<>();
    Iterator<Map.Entry<String, Long>> all = bundles.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Long> each = all.next();
      Bundle bundle = context.getBundle(each.getValue());
      if (offered.contains(each.getKey())) {
        continue;
      }
      if (bundle == null || bundle.getState() == Bundle.UNINSTALLED) {
        all.remove();
      } else {
        absent.add(
            new DeclaredPipeline(
                each.getKey(),
                State.ABSENT,
                ("bundle %s %s does not offer it now; expected that it is active and its component"
                        + " satisfied; uninstall the bundle to remove the pipeline with its data")
                    .formatted(bundle.getSymbolicName(), bundle.getVersion())));
      }
    }
    return absent;
  }
}
