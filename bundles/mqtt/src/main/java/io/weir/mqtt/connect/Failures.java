package io.weir.mqtt.connect;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong with a connection into a sentence for people. */
final class Failures {

  private Failures() {}

  /** Why no connection came about. */
  static String ofConnecting(LinkSettings settings, @Nullable Throwable failure) {
    String address = settings.address().toString();
    if (failure instanceof MqttException refused && refused.getReasonCode() >= 1) {
      // CONNACK return codes: MQTT 3.1.1, table 3.1
      switch (refused.getReasonCode()) {
        case 1:
          return address + " does not speak MQTT 3.1.1; use a broker that does";
        case 2:
          return "%s refused the client id '%s'; set client-id to one that it accepts"
              .formatted(address, settings.clientId());
        case 3:
          return address + " answered that it is unavailable";
        case 4:
          return address + " refused user name or password; check username and password";
        case 5:
          return "%s does not authorise %s; check username, password and the broker's access rules"
              .formatted(address, who(settings));
        default:
          break;
      }
    }
    Throwable cause = root(failure);
    if (cause instanceof UnknownHostException) {
      return "the host of " + address + " is unknown; check url and name resolution";
    }
    if (cause instanceof NoRouteToHostException) {
      return "there is no way to " + address + "; check url and network";
    }
    if (cause instanceof ConnectException) {
      return "nothing answers at " + address + " (" + cause.getMessage() + ")";
    }
    if (cause instanceof SocketTimeoutException) {
      return address + " did not answer in time";
    }
    if (cause instanceof CertPathValidatorException
        || cause instanceof CertPathBuilderException
        || cause instanceof CertificateException) {
      return "%s shows a certificate that is not trusted (%s); set tls.ca to its authority"
          .formatted(address, cause.getMessage());
    }
    if (cause instanceof SSLException) {
      return "%s: the TLS handshake failed (%s); check port, tls.ca, tls.cert and tls.key"
          .formatted(address, cause.getMessage());
    }
    return nonsense(settings) + (cause == null ? "" : " (" + text(cause) + ")");
  }

  /** No CONNACK, but bytes of another kind, an end, or nothing. */
  static String nonsense(LinkSettings settings) {
    return "%s does not answer like an MQTT broker; check host and port, %s"
        .formatted(
            settings.address(),
            settings.address().tls()
                ? "and whether it wants tcp:// or a client certificate"
                : "and whether it wants ssl://");
  }

  /** Why a connection that was up ended. */
  static String ofLosing(LinkSettings settings, @Nullable Throwable failure) {
    String address = settings.address().toString();
    Throwable cause = root(failure);
    if (cause instanceof EOFException) {
      return address + " closed the connection";
    }
    if (cause instanceof MqttException silent
        && (silent.getReasonCode() == MqttException.REASON_CODE_CLIENT_TIMEOUT
            || silent.getReasonCode() == MqttException.REASON_CODE_WRITE_TIMEOUT)) {
      return address + " fell silent";
    }
    if (cause instanceof OutOfMemoryError) {
      return address
          + " sends a message that does not fit into memory; limit the size of messages at the"
          + " broker (mosquitto: message_size_limit), or give the gateway more (-Xmx)";
    }
    if (cause instanceof RuntimeException) {
      return "%s sent bytes that are not MQTT (%s)".formatted(address, text(cause));
    }
    return "the connection to "
        + address
        + " broke"
        + (cause == null ? "" : " (" + text(cause) + ")");
  }

  private static String who(LinkSettings settings) {
    return settings
        .username()
        .map(name -> "the user '" + name + "'")
        .orElse("clients without user");
  }

  private static String text(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static @Nullable Throwable root(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
