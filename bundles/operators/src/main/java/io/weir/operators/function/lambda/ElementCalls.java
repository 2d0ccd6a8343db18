package io.weir.operators.function.lambda;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.List;

/** Calls a lambda for every element of the arrays of many rows. */
final class ElementCalls {

  private final Closure lambda;
  private final Elements elements = new Elements();
  private final RowErrors failures = new RowErrors(); // by element

  ElementCalls(Closure lambda) {
    this.lambda = lambda;
  }

  /**
   * Calls it with the elements, and with their position if it has a parameter for that.
   *
   * @return by element, meaningful where it is not among {@link #failures}
   */
  Column evaluate(Batch batch, List<ArrayColumn> arrays, Selection rows, RowErrors errors) {
    elements.flatten(arrays, rows, errors);
    List<Column> parameters = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      parameters.add(elements.column(i));
    }
    if (lambda.parameters() > arrays.size()) {
      parameters.add(elements.indices());
    }
    failures.clear();
    return lambda.evaluate(
        batch, elements.origin(), parameters, Selection.all(elements.count()), failures);
  }

  /** The elements of the last evaluation. */
  Elements elements() {
    return elements;
  }

  /** The elements of the last evaluation that failed. */
  RowErrors failures() {
    return failures;
  }

  /** Fails the rows of the elements that failed, each with the reason of its first. */
  void raise(RowErrors errors) {
    for (int e = 0; failures.any() && e < elements.count(); e++) {
      if (failures.failed(e)) {
        errors.raise(elements.origin()[e], failures.reason(e));
      }
    }
  }
}
