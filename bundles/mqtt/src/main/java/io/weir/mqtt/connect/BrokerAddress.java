package io.weir.mqtt.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a broker listens.
 *
 * @param tls whether the connection is encrypted
 * @param host name or address; an IPv6 address stands in brackets
 * @param port 1 to 65535
 */
public record BrokerAddress(boolean tls, String host, int port) {

  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final String EXPECTED =
      "expected tcp://HOST:PORT, or ssl://HOST:PORT for an encrypted connection";

  /**
   * Reads a URL: {@code tcp://} or {@code mqtt://}, {@code ssl://}, {@code tls://} or {@code
   * mqtts://}; without port 1883 and 8883.
   *
   * @param url as a user wrote it
   * @return the address
   * @throws IllegalArgumentException with a message for people
   */
  public static BrokerAddress parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is not a URL; " + EXPECTED, e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls =
        switch (scheme) {
          case "tcp", "mqtt" -> false;
          case "ssl", "tls", "mqtts" -> true;
          default ->
              throw new IllegalArgumentException("has the scheme '" + scheme + "'; " + EXPECTED);
        };
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "holds a user; move user and password to the options username and password");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("names no host; " + EXPECTED);
    }
    if ((!uri.getPath().isEmpty() && !uri.getPath().equals("/"))
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw new IllegalArgumentException("goes on after the port; " + EXPECTED);
    }
    int port = uri.getPort() == -1 ? (tls ? TLS_PORT : PLAIN_PORT) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("has the port " + port + "; expected 1 to 65535");
    }
    return new BrokerAddress(tls, uri.getHost(), port);
  }

  @Override
  public String toString() {
    return (tls ? "ssl://" : "tcp://") + host + ":" + port;
  }
}
