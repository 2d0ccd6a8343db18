/**
 * The engine beside other engines and beside hand-written loops, in one run: {@code
 * itests/bench/run}. Outside the build, as a measurement is no test.
 */
package io.weir.bench.query;
