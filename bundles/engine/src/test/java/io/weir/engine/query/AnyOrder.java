package io.weir.engine.query;

import io.weir.operators.Tasks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** Divides even single rows, and does the tasks in an order of its own. */
record AnyOrder(int threads, Random random) implements Tasks {

  @Override
  public int leastRows() {
    return 1;
  }

  @Override
  public void run(int tasks, IntConsumer task) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    order.forEach(task::accept);
  }
}
