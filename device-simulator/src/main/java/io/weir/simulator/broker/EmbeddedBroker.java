package io.weir.simulator.broker;

import java.net.URI;
import java.util.List;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;

/**
 * An MQTT broker in this process (ActiveMQ Classic), for demos and tests. Keeps its messages in a
 * folder of its own, which goes when it stops.
 *
 * <p>Set up so that it loses nothing while it runs: messages beyond the memory limit wait in the
 * store, and publishers are slowed down before anything is dropped. It does not force its store to
 * disk: a broker whose data go with its process gains nothing by that.
 *
 * <p>A subscription is one queue, also where its filter has wildcards, so that messages of several
 * topics reach a subscriber that was away in the order in which the broker got them. (ActiveMQ's
 * own way, a cursor a topic, drains one topic after the other.)
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final long MEMORY_BYTES = 64L << 20;
  private static final long STORE_BYTES = 2L << 30;
  private static final int JOURNAL_BYTES = 16 << 20;

  /** Unacknowledged messages that it lets a subscriber have ({@code max-inflight}). */
  public static final int MAX_INFLIGHT = 1000;

  private final TempFolder folder = new TempFolder("weir-broker-");
  private final BrokerService broker = new BrokerService();
  private final Thread atExit = new Thread(this::stop, "embedded-broker-stop");
  private final int port;

  private EmbeddedBroker(int wantedPort) throws Exception {
    broker.setBrokerName("weir-embedded");
    broker.setUseJmx(false);
    broker.setUseShutdownHook(false);
    broker.setEnableStatistics(false);
    broker.setAdvisorySupport(false);
    broker.setSchedulerSupport(false);
    broker.setStartAsync(false);
    broker.setDataDirectoryFile(folder.path().toFile());
    broker.setTmpDataDirectory(folder.path().resolve("tmp").toFile());
    broker.setPersistenceAdapter(store());
    broker.setDestinationPolicy(policy());
    broker.getSystemUsage().getMemoryUsage().setLimit(MEMORY_BYTES);
    broker.getSystemUsage().getStoreUsage().setLimit(STORE_BYTES);
    broker.getSystemUsage().getTempUsage().setLimit(STORE_BYTES);
    TransportConnector mqtt;
    try {
      mqtt = broker.addConnector(new URI(address(wantedPort)));
      broker.start();
      broker.waitUntilStarted();
    } catch (Exception e) {
      stop();
      throw e;
    }
    port = mqtt.getConnectUri().getPort();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts on a free port of 127.0.0.1. */
  public static EmbeddedBroker start() {
    return start(0);
  }

  /**
   * Starts on 127.0.0.1.
   *
   * @param port the port, or 0 for a free one
   * @throws BrokerException if it does not start
   */
  public static EmbeddedBroker start(int port) {
    try {
      return new EmbeddedBroker(port);
    } catch (Exception e) {
      throw new BrokerException(
          "the embedded broker does not start on "
              + HOST
              + ':'
              + port
              + " ("
              + rootMessage(e)
              + "); is the port in use? Port 0 takes a free one.",
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The address for MQTT clients. */
  public String url() {
    return "tcp://" + HOST + ':' + port;
  }

  /** Stops it and deletes its folder. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is going down; the hook finds the broker stopped.
    }
    stop();
  }

  private void stop() {
    try {
      broker.stop();
      broker.waitUntilStopped();
    } catch (Exception e) {
      throw new BrokerException("the embedded broker does not stop: " + rootMessage(e), e);
    } finally {
      folder.close();
    }
  }

  private static String address(int port) {
    return "mqtt+nio://"
        + HOST
        + ':'
        + port
        + "?transport.activeMQSubscriptionPrefetch="
        + MAX_INFLIGHT
        + "&transport.subscriptionStrategy=mqtt-virtual-topic-subscriptions"
        + "&transport.tcpNoDelay=true"
        + "&maximumConnections=100000";
  }

  private KahaDBPersistenceAdapter store() {
    KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
    store.setDirectory(folder.path().resolve("store").toFile());
    store.setJournalDiskSyncStrategy(JournalDiskSyncStrategy.NEVER.name());
    store.setJournalMaxFileLength(JOURNAL_BYTES);
    store.setConcurrentStoreAndDispatchQueues(true);
    return store;
  }

  private static PolicyMap policy() {
    PolicyEntry queues = new PolicyEntry();
    queues.setQueue(">");
    queues.setProducerFlowControl(true);
    queues.setStrictOrderDispatch(true);
    queues.setExpireMessagesPeriod(0);
    PolicyEntry topics = new PolicyEntry();
    topics.setTopic(">");
    topics.setProducerFlowControl(true);
    PolicyMap map = new PolicyMap();
    map.setPolicyEntries(List.of(queues, topics));
    return map;
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
