package io.weir.mqtt.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ledger against a simulated broker that reuses packet ids, over connections that break with
 * packets on the way, with crashes between every two steps of a commit.
 */
class LedgerModelTest {

  private static final int SEEDS = 40;
  private static final int STEPS = 2_000;

  /** How a broker chooses packet ids. */
  enum Ids {
    LOWEST_FREE,
    IN_TURN,
    RANDOM
  }

  @ParameterizedTest
  @EnumSource(Ids.class)
  void shouldTakeEveryMessageOnce(Ids ids) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Model model = new Model(ids, seed, Integer.MAX_VALUE);
      model.run(STEPS);
      model.drain();
      assertThat(model.durable)
          .as("ids %s, seed %d", ids, seed)
          .containsExactlyInAnyOrderElementsOf(model.sent);
    }
  }

  @ParameterizedTest
  @EnumSource(Ids.class)
  void shouldTakeNothingTwiceWhenPayloadsRepeat(Ids ids) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Model model = new Model(ids, seed, 2);
      model.run(STEPS);
      model.drain();
      Set<Integer> lost = new HashSet<>(model.sent);
      lost.removeAll(model.durable);
      // What note 0001 names as what does not hold, and nothing else.
      assertThat(model.indistinguishable).as("ids %s, seed %d", ids, seed).containsAll(lost);
    }
  }

  private record Packet(int id, boolean dup, int message) {}

  private static final class Model {
    private static final int WINDOW = 6;
    private static final int LAST_ID = 12;

    private final Ids ids;
    private final Random random;
    private final int payloads;
    private final String name;

    // The broker.
    private final Map<Integer, Integer> inflight = new LinkedHashMap<>();
    private int turn;
    final List<Integer> sent = new ArrayList<>();

    // The wire.
    private long connection = 1;
    private final ArrayDeque<Packet> down = new ArrayDeque<>();
    private final ArrayDeque<Integer> up = new ArrayDeque<>();

    // The receiver.
    private Ledger ledger = newLedger();
    private long received;
    private final List<Integer> undurable = new ArrayList<>();

    // The disk.
    final Set<Integer> durable = new LinkedHashSet<>();
    private byte[] checkpoint;
    private final List<byte[]> deltas = new ArrayList<>();

    // The oracle: the message that was last received under each id.
    private final Map<Integer, Integer> lastUnder = new LinkedHashMap<>();
    private final Map<Integer, Integer> durableUnder = new LinkedHashMap<>();
    final Set<Integer> indistinguishable = new HashSet<>();

    Model(Ids ids, int seed, int payloads) {
      this.ids = ids;
      this.random = new Random(seed);
      this.payloads = payloads;
      this.name = ids + ", seed " + seed;
      ByteSink bytes = new ByteSink();
      ledger.writeAll(bytes);
      checkpoint = bytes.toByteArray();
    }

    private static Ledger newLedger() {
      return new Ledger(new PacketTable(64), new Subscription("c"));
    }

    void run(int steps) {
      for (int step = 0; step < steps; step++) {
        int dice = random.nextInt(100);
        if (dice < 35) {
          send();
        } else if (dice < 70) {
          receive();
        } else if (dice < 85) {
          brokerTakesAck(step);
        } else if (dice < 93) {
          commit(true);
        } else if (dice < 95) {
          commit(false); // durable, then the machine stops
          crash();
        } else if (dice < 96) {
          crash();
        } else if (dice < 98) {
          reconnect();
        } else {
          writeCheckpoint();
        }
      }
    }

    void drain() {
      reconnect();
      while (!inflight.isEmpty() || !down.isEmpty()) {
        receive();
        commit(true);
        brokerTakesAck(-1);
      }
    }

    private void send() {
      if (inflight.size() >= WINDOW) {
        return;
      }
      int id = freeId();
      int message = sent.size();
      sent.add(message);
      inflight.put(id, message);
      down.add(new Packet(id, false, message));
    }

    private int freeId() {
      int id =
          switch (ids) {
            case LOWEST_FREE -> 1;
            case IN_TURN -> turn % LAST_ID + 1;
            case RANDOM -> 1 + random.nextInt(LAST_ID);
          };
      while (inflight.containsKey(id)) {
        id = id % LAST_ID + 1;
      }
      turn = id;
      return id;
    }

    private void receive() {
      Packet packet = down.poll();
      if (packet == null) {
        return;
      }
      received = connection;
      int message = packet.message();
      Ledger.Verdict verdict =
          ledger.received(connection, packet.id(), packet.dup(), 0, digest(message));
      boolean had = durable.contains(message) || undurable.contains(message);
      if (verdict == Ledger.Verdict.ACCEPT) {
        assertThat(had).as("%s: message %d taken again", name, message).isFalse();
        undurable.add(message);
        lastUnder.put(packet.id(), message);
      } else {
        if (!had) {
          int before = lastUnder.getOrDefault(packet.id(), -1);
          assertThat(packet.dup() && before >= 0 && digest(before) == digest(message))
              .as("%s: message %d taken for %d", name, message, before)
              .isTrue();
          indistinguishable.add(message);
        }
        if (verdict == Ledger.Verdict.DUPLICATE_DURABLE) {
          up.add(packet.id());
        }
      }
    }

    private long digest(int message) {
      return message % payloads;
    }

    private void commit(boolean acknowledge) {
      ByteSink bytes = new ByteSink();
      ledger.writeDelta(bytes);
      deltas.add(bytes.toByteArray());
      undurable.forEach(
          message -> assertThat(durable.add(message)).as("%s: %d twice", name, message).isTrue());
      undurable.clear();
      durableUnder.clear();
      durableUnder.putAll(lastUnder);
      if (acknowledge) {
        // The acknowledgements go to the connection of the newest delivery, dead or alive.
        boolean alive = received == connection;
        ledger.committed(
            id -> {
              if (alive) {
                up.add(id);
              }
            });
      }
    }

    private void writeCheckpoint() {
      if (undurable.isEmpty()) {
        commit(true);
        ByteSink bytes = new ByteSink();
        ledger.writeAll(bytes);
        checkpoint = bytes.toByteArray();
        deltas.clear();
      }
    }

    private void crash() {
      undurable.clear();
      lastUnder.clear();
      lastUnder.putAll(durableUnder);
      ledger = newLedger();
      ledger.readAll(ByteBuffer.wrap(checkpoint));
      deltas.forEach(delta -> ledger.readDelta(ByteBuffer.wrap(delta)));
      reconnect();
    }

    private void brokerTakesAck(int step) {
      Integer id = up.poll();
      if (id == null) {
        return;
      }
      Integer message = inflight.remove(id);
      assertThat(message).as("%s, step %d: id %d is not in flight", name, step, id).isNotNull();
      assertThat(durable.contains(message) || indistinguishable.contains(message))
          .as("%s, step %d: message %d acknowledged, not durable", name, step, message)
          .isTrue();
    }

    private void reconnect() {
      connection++;
      down.clear();
      up.clear();
      // [MQTT-4.4.0-1]: all that is unacknowledged, with its id, in order, with DUP.
      inflight.forEach((id, message) -> down.add(new Packet(id, true, message)));
    }
  }
}
