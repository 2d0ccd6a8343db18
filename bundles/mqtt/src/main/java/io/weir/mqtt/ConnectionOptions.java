package io.weir.mqtt;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.mqtt.connect.BrokerAddress;
import io.weir.mqtt.connect.LinkSettings;
import io.weir.mqtt.connect.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The options that source and sink share. */
final class ConnectionOptions {

  static final Option<String> URL =
      Option.text("url", "The broker: tcp://HOST:PORT, or ssl://HOST:PORT with encryption.")
          .like("tcp://127.0.0.1:1883")
          .require();
  static final Option<String> USERNAME =
      Option.text("username", "The user to log in as.").like("gateway");
  static final Option<String> PASSWORD =
      Option.secret("password", "The password of the user.").like("${env:MQTT_PASSWORD}");
  static final Option<String> CLIENT_ID =
      Option.text(
              "client-id",
              "The MQTT client id, which no other client may use. Made of gateway id, pipeline and"
                  + " name where it is not given.")
          .like("gateway-17");
  static final Option<Path> TLS_CA =
      Option.path("tls.ca", "The certificate authorities to trust (PEM); else those of the JVM.")
          .like("ca.pem");
  static final Option<Path> TLS_CERT =
      Option.path("tls.cert", "The client's certificate and its chain (PEM).").like("client.pem");
  static final Option<Path> TLS_KEY =
      Option.path("tls.key", "The private key of tls.cert (PEM, PKCS#8, not encrypted).")
          .like("client.key");
  static final Option<Duration> KEEP_ALIVE =
      Option.duration(
              "keep-alive",
              "How often a silent connection is probed, 1s to 18h; a dead one is found out within"
                  + " twice this.")
          .orElse("30s");

  private static final int MAX_KEEP_ALIVE_SECONDS = 65_535;
  private static final int MAX_CLIENT_ID_BYTES = 65_535;

  private ConnectionOptions() {}

  static LinkSettings read(
      ConnectorContext context, String role, boolean cleanSession, int maxInflight)
      throws ConfigException {
    Config config = context.config();
    Optional<String> username = config.find(USERNAME);
    Optional<String> password = config.find(PASSWORD);
    if (password.isPresent() && username.isEmpty()) {
      // [MQTT-3.1.2-22]
      throw config.error(PASSWORD, "there is a password without username; add username");
    }
    return new LinkSettings(
        address(config),
        clientId(context, role),
        username,
        password,
        tls(config),
        keepAliveSeconds(config),
        cleanSession,
        maxInflight);
  }

  private static BrokerAddress address(Config config) throws ConfigException {
    String url = config.get(URL);
    try {
      return BrokerAddress.parse(url);
    } catch (IllegalArgumentException e) {
      throw config.error(URL, "'" + url + "' " + e.getMessage());
    }
  }

  private static String clientId(ConnectorContext context, String role) throws ConfigException {
    Optional<String> given = context.config().find(CLIENT_ID);
    if (given.isEmpty()) {
      return "weir.%s.%s.%s.%s"
          .formatted(context.gatewayId(), context.pipeline(), role, context.name());
    }
    int bytes = given.get().getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MAX_CLIENT_ID_BYTES) {
      throw context.config().error(CLIENT_ID, "has %d bytes; expected 1 to 65535".formatted(bytes));
    }
    return given.get();
  }

  private static int keepAliveSeconds(Config config) throws ConfigException {
    long seconds = config.get(KEEP_ALIVE).toSeconds();
    if (seconds < 1 || seconds > MAX_KEEP_ALIVE_SECONDS) {
      throw config.error(KEEP_ALIVE, "is %d s; expected 1s to 18h".formatted(seconds));
    }
    return (int) seconds;
  }

  private static TlsFiles tls(Config config) throws ConfigException {
    TlsFiles files = new TlsFiles(config.find(TLS_CA), config.find(TLS_CERT), config.find(TLS_KEY));
    boolean given = files.ca().isPresent() || files.cert().isPresent() || files.key().isPresent();
    if (given && !address(config).tls()) {
      throw config.error(URL, "is not encrypted, but there are tls options; use ssl://");
    }
    if (files.cert().isPresent() != files.key().isPresent()) {
      throw files.cert().isPresent()
          ? config.error(TLS_CERT, "stands without tls.key; add the certificate's private key")
          : config.error(TLS_KEY, "stands without tls.cert; add the key's certificate");
    }
    if (given) {
      try {
        files.socketFactory();
      } catch (IOException e) {
        throw config.error(URL, "cannot be encrypted: " + e.getMessage());
      }
    }
    return files;
  }
}
