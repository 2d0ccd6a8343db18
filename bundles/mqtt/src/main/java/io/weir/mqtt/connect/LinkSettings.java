package io.weir.mqtt.connect;

import java.util.Optional;

/**
 * What a connection needs to know.
 *
 * @param address where the broker is
 * @param clientId the same at every connection
 * @param username for the broker's check, or nothing
 * @param password for the broker's check, or nothing; never printed
 * @param tls the files of an encrypted connection
 * @param keepAliveSeconds 1 to 65535: a silent connection is found out after at most twice this
 * @param cleanSession whether the broker forgets us when we go
 * @param maxInflight how many messages may be on their way out
 */
public record LinkSettings(
    BrokerAddress address,
    String clientId,
    Optional<String> username,
    Optional<String> password,
    TlsFiles tls,
    int keepAliveSeconds,
    boolean cleanSession,
    int maxInflight) {

  /**
   * The same for another session.
   *
   * @param otherClientId whose session
   * @param clean whether it ends with the connection
   * @return a copy
   */
  public LinkSettings with(String otherClientId, boolean clean) {
    return new LinkSettings(
        address, otherClientId, username, password, tls, keepAliveSeconds, clean, maxInflight);
  }

  @Override
  public String toString() {
    return "client '" + clientId + "' at " + address;
  }
}
