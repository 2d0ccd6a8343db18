package io.weir.operators.partition;

import io.weir.operators.HeldRecords;
import io.weir.operators.KeyedOperator;
import io.weir.operators.Operator;
import io.weir.operators.RevocableOperator;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateBudget;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.Tasks;
import io.weir.operators.expr.Selection;
import io.weir.operators.window.QueryWatermark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;

/**
 * An operator in partitions, each with the keys whose hash falls to it. They take the rows of a
 * batch side by side; what they yield and say is put into the order in which one operator would
 * have done so, and goes on from the calling thread. So nothing shows how many there are.
 *
 * <p>The budget ends at a row, whichever partition it goes to. Where there is room for all that the
 * rows of a batch can bring, it cannot end among them, and nobody looks. Where nobody knows what
 * they bring it is tried, and taken back if there was no room. Else rows go one by one.
 */
public final class Partitioned implements Operator {

  private final List<Partition> partitions;
  private final List<RevocableOperator> revocable; // all partitions' operators or none
  private final List<Router> routersByPath;
  private final Merged yielded;
  private final MergedFates said;
  private final RowFates fates;
  private final StateBudget budget;
  private final Tasks tasks;

  // Of the batch at hand.
  private int[] numbers = new int[0];
  private final Rows[] parts;
  private final long[] growth;

  /** Makes the operator of one partition. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes an operator without state.
     *
     * @param number of the partition
     * @param fates receives what becomes of rows
     * @param records holds what the operator holds
     * @return the operator, which yields to its place among what is merged
     */
    KeyedOperator make(int number, RowFates fates, PartitionRecords records);
  }

  /**
   * What the partitions share.
   *
   * @param routersByPath the ways of rows to their partitions
   * @param yielded takes what all of them yield
   * @param fates receives what becomes of rows that a watermark brings about
   * @param records those of the query
   * @param budget that of the query
   * @param tasks the threads; as many partitions as there are of them
   */
  public record Setup(
      List<Router> routersByPath,
      Merged yielded,
      RowFates fates,
      HeldRecords records,
      StateBudget budget,
      Tasks tasks) {
    /** Copies the list. */
    public Setup {
      routersByPath = List.copyOf(routersByPath);
    }
  }

  /**
   * An operator without state.
   *
   * @param setup what the partitions share
   * @param maker makes them
   */
  public Partitioned(Setup setup, Maker maker) {
    this.routersByPath = setup.routersByPath();
    this.yielded = setup.yielded();
    this.fates = setup.fates();
    this.budget = setup.budget();
    this.tasks = setup.tasks();
    List<Partition> made = new ArrayList<>();
    for (int i = 0; i < tasks.threads(); i++) {
      PartitionFates ownFates = new PartitionFates();
      PartitionRecords ownRecords = new PartitionRecords(setup.records());
      made.add(new Partition(maker.make(i, ownFates, ownRecords), ownFates, ownRecords));
    }
    this.partitions = List.copyOf(made);
    this.revocable =
        made.stream()
            .map(Partition::operator)
            .filter(RevocableOperator.class::isInstance)
            .map(RevocableOperator.class::cast)
            .toList();
    this.said = new MergedFates(partitions);
    this.parts = new Rows[made.size()];
    this.growth = new long[made.size()];
  }

  @Override
  public void accept(int path, Rows rows, QueryWatermark watermark, RowFates wanted) {
    if (rows.selection().isEmpty()) {
      return;
    }
    partitions.forEach(partition -> partition.fates().begin(wanted));
    divide(path, rows);
    each(rows.selection().count(), p -> prepare(p, path));
    if (fits()) {
      takeAll(path, rows, watermark);
      flow(wanted);
    } else if (!isTried(path, rows, watermark, wanted)) {
      oneByOne(path, rows, watermark, wanted);
    }
    partitions.forEach(partition -> partition.operator().passed(rows.batch().size()));
  }

  private void takeAll(int path, Rows rows, QueryWatermark watermark) {
    Selection selection = rows.selection();
    int last = selection.row(selection.count() - 1);
    long behind = watermark.at(rows.watermarksMicros()[last]);
    budget.assure(true);
    try {
      each(selection.count(), p -> take(p, path, watermark, behind));
    } finally {
      budget.assure(false);
    }
  }

  /** Takes all rows if that can be taken back, which it is if there was not room at all times. */
  private boolean isTried(int path, Rows rows, QueryWatermark watermark, RowFates wanted) {
    if (revocable.isEmpty()) {
      return false;
    }
    long room = budget.room();
    revocable.forEach(RevocableOperator::begin);
    takeAll(path, rows, watermark);
    for (RevocableOperator operator : revocable) {
      room -= Math.min(operator.most(), Math.max(room, 0) + 1);
    }
    if (room < 0) {
      revocable.forEach(RevocableOperator::revoke);
      partitions.forEach(partition -> partition.fates().clear());
      yielded.forget();
      return false;
    }
    revocable.forEach(RevocableOperator::keep);
    flow(wanted);
    return true;
  }

  private void divide(int path, Rows rows) {
    Selection selection = rows.selection();
    int count = selection.count();
    if (numbers.length < count) {
      numbers = new int[count];
    }
    routersByPath.get(path).route(rows, partitions.size(), numbers);
    for (Partition partition : partitions) {
      partition.choose(count);
    }
    for (int i = 0; i < count; i++) {
      partitions.get(numbers[i]).add(selection.row(i));
    }
    for (int p = 0; p < parts.length; p++) {
      parts[p] = partitions.get(p).chosen(rows);
    }
  }

  private KeyedOperator operator(int partition) {
    return partitions.get(partition).operator();
  }

  private void each(long rows, IntConsumer task) {
    Tasks threads = rows < tasks.leastRows() ? Tasks.IN_TURN : tasks;
    threads.run(partitions.size(), task);
  }

  private void prepare(int p, int path) {
    KeyedOperator operator = partitions.get(p).operator();
    operator.prepare(path, parts[p]);
    growth[p] = operator.growth(path, parts[p]);
  }

  private boolean fits() {
    long room = budget.room();
    for (long more : growth) {
      if (more > room) {
        return false;
      }
      room -= more;
    }
    return true;
  }

  private void take(int p, int path, QueryWatermark watermark, long behind) {
    Partition partition = partitions.get(p);
    partition.operator().take(path, parts[p], watermark, partition.fates());
    partition.operator().advance(behind); // as the rows of others do
  }

  /** Rows go in their order, those together between which nothing happens elsewhere. */
  private void oneByOne(int path, Rows rows, QueryWatermark watermark, RowFates wanted) {
    Selection selection = rows.selection();
    int from = 0;
    while (from < selection.count()) {
      long mark = watermark.at(rows.watermarksMicros()[selection.row(from)]);
      partitions.forEach(partition -> partition.operator().advance(mark));
      Partition owner = partitions.get(numbers[from]);
      owner.choose(selection.count());
      int to = from;
      while (to < selection.count()
          && numbers[to] == numbers[from]
          && watermark.at(rows.watermarksMicros()[selection.row(to)]) == mark) {
        owner.add(selection.row(to++));
      }
      Rows run = owner.chosen(rows);
      owner.operator().prepare(path, run);
      owner.operator().take(path, run, watermark, owner.fates());
      flow(wanted);
      from = to;
    }
  }

  private void flow(RowFates wanted) {
    partitions.forEach(partition -> partition.records().begin());
    said.flow(wanted);
    yielded.flow(wanted);
    partitions.forEach(partition -> partition.records().end());
  }

  @Override
  public void advance(long watermarkMicros) {
    boolean due =
        partitions.stream().anyMatch(partition -> partition.operator().isDueAt(watermarkMicros));
    each(due ? stateRows() : 0, p -> operator(p).advance(watermarkMicros));
    flow(fates);
  }

  @Override
  public void due(long nowMicros) {
    if (isDue()) {
      each(stateRows(), p -> operator(p).dueWithOthers(nowMicros));
    } else {
      partitions.forEach(partition -> partition.operator().due(nowMicros));
    }
    flow(fates);
  }

  @Override
  public boolean isDue() {
    return partitions.stream().anyMatch(partition -> partition.operator().isDue());
  }

  @Override
  public long dueMicros() {
    long due = Long.MAX_VALUE;
    for (Partition partition : partitions) {
      due = Math.min(due, partition.operator().dueMicros());
    }
    return due;
  }

  @Override
  public long outputWatermark(long watermarkMicros) {
    return partitions.get(0).operator().outputWatermark(watermarkMicros);
  }

  @Override
  public boolean yieldsGroups() {
    return partitions.get(0).operator().yieldsGroups();
  }

  @Override
  public long stateBytes() {
    return sum(Operator::stateBytes);
  }

  @Override
  public long stateRows() {
    return sum(Operator::stateRows);
  }

  private long sum(ToLongFunction<Operator> figure) {
    long sum = 0;
    for (Partition partition : partitions) {
      sum += figure.applyAsLong(partition.operator());
    }
    return sum;
  }

  @Override
  public List<KeyedOperator> partitions() {
    return partitions.stream().map(Partition::operator).toList();
  }

  @Override
  public void snapshot(StateSink sink) {
    PartitionedState.write(partitions(), sink);
  }

  @Override
  public void restore(StateSource source) {
    PartitionedState.restore(partitions(), source);
  }
}
