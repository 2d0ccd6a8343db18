package io.weir.operators.aggregate;

import io.weir.operators.aggregate.PairAccumulator.Pairs;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure of pairs, by name. In regressions the first argument is y, the dependent one; in {@link
 * Pairs} the first is x as it stands in covariances, so there x and y change places.
 */
interface PairFigure {

  /** All of them; null means that there is none for so few pairs, or pairs so much alike. */
  Map<String, PairFigure> BY_NAME =
      Map.ofEntries(
          Map.entry("covar_pop", p -> p.xy() / p.n()),
          Map.entry("covar_samp", p -> p.n() == 1 ? null : p.xy() / (p.n() - 1)),
          Map.entry("corr", p -> p.n() == 1 ? null : p.xy() / Math.sqrt(p.xx() * p.yy())),
          Map.entry("regr_avgy", Pairs::meanX),
          Map.entry("regr_avgx", Pairs::meanY),
          Map.entry("regr_syy", Pairs::xx),
          Map.entry("regr_sxx", Pairs::yy),
          Map.entry("regr_sxy", Pairs::xy),
          Map.entry("regr_slope", PairFigure::slope),
          Map.entry(
              "regr_intercept",
              p -> {
                Double slope = slope(p);
                return slope == null ? null : p.meanX() - slope * p.meanY();
              }),
          Map.entry(
              "regr_r2",
              p -> {
                if (p.yy() == 0) {
                  return null;
                }
                double corr = p.xy() / Math.sqrt(p.xx() * p.yy());
                return p.xx() == 0 ? (Double) 1.0 : (Double) (corr * corr);
              }));

  /** Its value for at least one pair. */
  @Nullable Double of(Pairs pairs);

  private static @Nullable Double slope(Pairs pairs) {
    return pairs.yy() == 0 ? null : pairs.xy() / pairs.yy();
  }
}
