package io.weir.operators.aggregate;

import io.weir.operators.aggregate.MomentAccumulator.Moments;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A figure of the moments of values, by name. */
interface MomentFigure {

  /** All of them; null means that there is none for so few values, or values all alike. */
  Map<String, MomentFigure> BY_NAME =
      Map.of(
          "var_pop", m -> m.m2() / m.n(),
          "var_samp", m -> m.n() == 1 ? null : m.m2() / (m.n() - 1),
          "stddev_pop", m -> Math.sqrt(m.m2() / m.n()),
          "stddev_samp", m -> m.n() == 1 ? null : Math.sqrt(m.m2() / (m.n() - 1)),
          "skewness",
              m ->
                  m.m2() == 0
                      ? null
                      : Math.sqrt(m.n()) * m.m3() / Math.sqrt(m.m2() * m.m2() * m.m2()),
          "kurtosis", m -> m.m2() == 0 ? null : m.n() * m.m4() / (m.m2() * m.m2()) - 3.0);

  /** Those that need the third and fourth moment. */
  Set<String> HIGHER = Set.of("skewness", "kurtosis");

  /** Its value for at least one value. */
  @Nullable Double of(Moments moments);
}
