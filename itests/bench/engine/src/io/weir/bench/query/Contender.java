package io.weir.bench.query;

/** Something that runs the query over all records once. */
interface Contender {

  /** For the output. */
  String name();

  /**
   * Runs it.
   *
   * @return the rows, and how long it took from the first record to the last row
   */
  Timed run() throws Exception;

  /**
   * A run.
   *
   * @param outcome its rows
   * @param nanos what it took, by {@link Stopwatch}
   */
  record Timed(Outcome outcome, long nanos) {}

  /** What is measured. */
  interface Work {
    Outcome run() throws Exception;
  }

  /** What comes before it: plans are compiled, tables are loaded. */
  interface Preparation {
    Work prepare() throws Exception;
  }

  /** A contender that runs on the calling thread. */
  static Contender of(String name, Preparation preparation) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Timed run() throws Exception {
        Work work = preparation.prepare();
        long start = Stopwatch.nanos();
        Outcome outcome = work.run();
        return new Timed(outcome, Stopwatch.nanos() - start);
      }
    };
  }
}
