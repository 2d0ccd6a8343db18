package io.weir.engine.run;

import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.query.QuerySpec;

/**
 * What the state of a source or query depends on, as text: equal texts, usable state.
 *
 * <p>Plans, expressions and schemas are records, whose text is made of all their parts.
 */
final class Signature {

  private Signature() {}

  static String of(SourceDefinition source) {
    return "%s %d %s %s"
        .formatted(
            source.fields(), source.eventTimeColumn(), source.watermark(), source.identity());
  }

  static String of(QuerySpec spec) {
    return "%s %s %b".formatted(spec.plan(), spec.mode(), spec.maxWatermark());
  }
}
