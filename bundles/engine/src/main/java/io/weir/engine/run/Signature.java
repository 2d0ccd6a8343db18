package io.weir.engine.run;

import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.plan.PlanText;
import io.weir.engine.query.QuerySpec;

/** What the state of a source or query depends on, as text: equal texts, usable state. */
final class Signature {

  private Signature() {}

  static String of(SourceDefinition source) {
    return "%s %d %s %s"
        .formatted(
            source.fields(), source.eventTimeColumn(), source.watermark(), source.identity());
  }

  static String of(QuerySpec spec) {
    return "%s %s %b".formatted(PlanText.of(spec.plan()), spec.mode(), spec.maxWatermark());
  }
}
