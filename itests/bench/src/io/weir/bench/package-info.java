/**
 * Figures of the gateway as a process of its own: {@code itests/bench/gateway}. Outside the build,
 * as a measurement is no test.
 */
package io.weir.bench;
