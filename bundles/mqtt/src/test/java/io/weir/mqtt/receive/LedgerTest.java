package io.weir.mqtt.receive;

import static io.weir.mqtt.receive.Ledger.Verdict.ACCEPT;
import static io.weir.mqtt.receive.Ledger.Verdict.DUPLICATE;
import static io.weir.mqtt.receive.Ledger.Verdict.DUPLICATE_DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts and acknowledgements, step by step. */
class LedgerTest {

  private final Subscription subscription = new Subscription("c");
  private final Ledger ledger = new Ledger(new PacketTable(100), subscription);

  @Test
  void shouldAcknowledgeEachIdOnceAndInOrder() {
    assertThat(ledger.received(1, 5, false, 0, 50)).isEqualTo(ACCEPT);
    assertThat(ledger.received(1, 4, false, 0, 40)).isEqualTo(ACCEPT);
    assertThat(ledger.received(1, 5, true, 0, 50)).isEqualTo(DUPLICATE);
    assertThat(ledger.unacknowledged()).isEqualTo(2);
    assertThat(commit()).containsExactly(5, 4);
    assertThat(commit()).isEmpty();
  }

  @Test
  void shouldAcknowledgeOnTheNewestConnectionOnly() {
    ledger.received(1, 5, false, 0, 50);
    ledger.received(1, 6, false, 0, 60);
    assertThat(ledger.received(2, 6, true, 0, 60)).isEqualTo(DUPLICATE);
    assertThat(commit()).containsExactly(6); // 5 can no longer be acknowledged
    assertThat(ledger.received(2, 5, true, 0, 50)).isEqualTo(DUPLICATE_DURABLE);
  }

  @Test
  void shouldTakeALateDeliveryOfAnOldConnectionWithoutAcknowledgingIt() {
    ledger.received(2, 6, false, 0, 60);
    assertThat(ledger.received(1, 7, false, 0, 70)).isEqualTo(ACCEPT);
    assertThat(commit()).containsExactly(6);
  }

  @Test
  void shouldTakeAReusedIdWithoutDupOrWithAnotherDigest() {
    ledger.received(1, 5, false, 0, 50);
    commit();
    assertThat(ledger.received(1, 5, false, 0, 50)).isEqualTo(ACCEPT);
    commit();
    assertThat(ledger.received(2, 5, true, 0, 51)).isEqualTo(ACCEPT);
    commit();
    assertThat(ledger.received(3, 5, true, 0, 50)).isEqualTo(ACCEPT); // 51 had taken its place
  }

  @Test
  void shouldReleaseAnIdWhenSomethingElseIsIgnoredUnderIt() {
    ledger.received(1, 5, false, 0, 50);
    commit();
    assertThat(ledger.ignored(2, 5)).isTrue();
    assertThat(ledger.received(3, 5, true, 0, 50)).isEqualTo(ACCEPT);
  }

  @Test
  void shouldGoOnFromCheckpointAndDeltas() {
    ledger.received(1, 5, false, 1, 50);
    commit();
    ByteSink all = new ByteSink();
    ledger.writeAll(all);
    ledger.received(1, 6, false, 1, 60);
    ledger.ignored(1, 5);
    ByteSink delta = new ByteSink();
    ledger.writeDelta(delta);

    Ledger next = new Ledger(new PacketTable(100), new Subscription("x"));
    next.readAll(ByteBuffer.wrap(all.toByteArray()));
    next.readDelta(ByteBuffer.wrap(delta.toByteArray()));
    assertThat(next.received(1, 6, true, 1, 60)).isEqualTo(DUPLICATE_DURABLE);
    assertThat(next.received(1, 5, true, 1, 50)).isEqualTo(ACCEPT);
  }

  @Test
  void shouldWriteNothingWhenNothingChanged() {
    ByteSink delta = new ByteSink();
    ledger.writeDelta(delta);
    assertThat(delta.size()).isZero();
    ledger.readDelta(ByteBuffer.wrap(delta.toByteArray()));
  }

  @Test
  void shouldWriteADeltaInThisFormat() {
    subscription.subscribed("a/+", 1);
    ledger.received(1, 300, false, 0x0102030405060708L, 0x1112131415161718L);
    ledger.received(1, 5, false, 0, 1);
    ledger.ignored(1, 300);
    ByteSink delta = new ByteSink();
    ledger.writeDelta(delta);
    assertThat(HexFormat.of().formatHex(delta.toByteArray()))
        .isEqualTo(
            "01" // format
                + "01" // with the subscription
                + "0163" // client id, 1 byte: c
                + "01" // one filter
                + "03612f2b" // 3 bytes: a/+
                + "01" // QoS 1
                + "03" // three changes
                + "d804" // 600: received 300
                + "01020304050607081112131415161718" // its digest
                + "0a" // 10: received 5
                + "00000000000000000000000000000001" // its digest
                + "d904"); // 601: released 300
  }

  @Test
  void shouldWriteACheckpointInThisFormat() {
    subscription.subscribed("#", 0);
    ledger.received(1, 300, false, 0, 2);
    ByteSink all = new ByteSink();
    ledger.writeAll(all);
    assertThat(HexFormat.of().formatHex(all.toByteArray()))
        .isEqualTo(
            "01" // format
                + "0163" // client id
                + "01" // one filter
                + "0123" // 1 byte: #
                + "00" // QoS 0
                + "01" // one entry
                + "ac02" // 300
                + "00000000000000000000000000000002"); // its digest
  }

  @Test
  void shouldRefuseAPositionOfAnotherFormat() {
    assertThatThrownBy(() -> ledger.readAll(ByteBuffer.wrap(new byte[] {9})))
        .hasMessage("the MQTT source's position has format 9; this version reads format 1");
  }

  @Test
  void shouldStoreAChangedSubscriptionOnce() {
    subscription.subscribed("a", 1);
    assertThat(subscription.isUnsaved()).isTrue();
    ledger.writeDelta(new ByteSink());
    subscription.subscribed("b", 1); // while the log is being forced
    ledger.committed(id -> {});
    assertThat(subscription.isUnsaved()).isTrue();
    commit();
    assertThat(subscription.isUnsaved()).isFalse();
  }

  private List<Integer> commit() {
    List<Integer> acknowledged = new ArrayList<>();
    ledger.writeDelta(new ByteSink());
    ledger.committed(acknowledged::add);
    return acknowledged;
  }
}
