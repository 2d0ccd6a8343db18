package io.weir.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.ConfigException;
import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options refuse, and in which words. */
class OptionsTest {

  @ParameterizedTest
  @CsvSource({
    "qos, 2, 'qos: 2 is not supported; use qos: 1'",
    "qos, 3, 'qos: 3 is not a quality of service; expected 0 or 1'",
    "url, http://x, 'url: ''http://x'' has the scheme'",
    "topic, a/#/b, 'topic: ''a/#/b'' has a #'",
    "max-inflight, 0, max-inflight: 0 is out of range",
    "max-payload, 0B, max-payload: 0 bytes is out of range",
    "keep-alive, 0s, 'keep-alive: is 0 s; expected 1s to 18h'",
    "client-id, '', client-id: has 0 bytes",
    "password, x, password: there is a password without username",
    "tls.ca, /nowhere, 'url: is not encrypted, but there are tls options; use ssl://'",
  })
  void shouldRefuseSources(String option, String value, String problem) {
    TestContext context = TestContext.of("url", "tcp://h", "topic", "t").overriding(option, value);
    assertThatThrownBy(() -> new MqttSourceType().open(context))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "tls.ca, /nowhere/ca.pem, 'url: cannot be encrypted: /nowhere/ca.pem: is not there'",
    "tls.cert, /nowhere/c.pem, tls.cert: stands without tls.key",
    "tls.key, /nowhere/c.key, tls.key: stands without tls.cert",
  })
  void shouldRefuseTlsThatCannotWork(String option, String value, String problem) {
    TestContext context = TestContext.of("url", "ssl://h", "topic", "t", option, value);
    assertThatThrownBy(() -> new MqttSourceType().open(context))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "qos, 2, 'qos: 2 is not supported; use qos: 1'",
    "topic, a/{x}, 'topic: ''a/{x}'' names the column ''x''; expected one of site, n'",
    "send.rows, 0, send.rows: 0 is out of range",
    "send.bytes, 0B, send.bytes: 0 bytes is out of range",
    "max-inflight, 65536, max-inflight: 65536 is out of range",
  })
  void shouldRefuseSinks(String option, String value, String problem) {
    TestContext context = TestContext.of("url", "tcp://h", "topic", "t").overriding(option, value);
    assertThatThrownBy(() -> new MqttSinkType().open(context, SinkRig.SCHEMA, SinkRig::json))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void shouldShareMessagesOnlyAmongJsonRows() {
    TestContext context = TestContext.of("url", "tcp://h", "topic", "t", "send.rows", "2");
    assertThatThrownBy(
            () ->
                new MqttSinkType()
                    .open(
                        context,
                        SinkRig.SCHEMA,
                        (batch, row, id, target) ->
                            target.write("a,b".getBytes(StandardCharsets.UTF_8))))
        .hasMessage(
            "send.rows: is 2, but only rows in JSON can share a message; use format: json or"
                + " rows: 1");
  }

  @Test
  void shouldTellTheRateThatTheWindowAllows() {
    MqttSourceType type = new MqttSourceType();
    TestContext context = TestContext.of("url", "tcp://h", "topic", "t", "max-inflight", "1000");
    assertThat(type.maxRatePerSecond(context, 100_000)).isEqualTo(10_000.0);
    assertThat(type.maxRatePerSecond(context, 0)).isInfinite();
    assertThat(type.maxRatePerSecond(context.again("qos", "0"), 100_000)).isInfinite();
  }

  @Test
  void shouldBeFoundWithoutAFramework() {
    assertThat(ServiceLoader.load(SourceType.class))
        .hasAtLeastOneElementOfType(MqttSourceType.class);
    assertThat(ServiceLoader.load(SinkType.class)).hasAtLeastOneElementOfType(MqttSinkType.class);
  }
}
