package io.weir.simulator.truth;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The identities (device, seq, ts) of the records seen, the last million of them. */
final class Identities {

  private static final int MAX_KEYS = 1_000_000;

  private final Map<Identity, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Boolean> eldest) {
          return size() > MAX_KEYS;
        }
      };

  /**
   * Notes a record, unless one of the same identity is there.
   *
   * @return null if it is new, else whether the earlier one certainly arrived
   */
  @Nullable Boolean put(LedgerEntry entry, boolean certain) {
    Identity identity = new Identity(entry.device(), entry.seq(), entry.timeMicros());
    return seen.putIfAbsent(identity, certain);
  }

  private record Identity(String device, long seq, long timeMicros) {}
}
