package io.weir.mqtt.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broker URLs. */
class BrokerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:1884, tcp://127.0.0.1:1884",
    "tcp://broker, tcp://broker:1883",
    "mqtt://broker/, tcp://broker:1883",
    "ssl://broker, ssl://broker:8883",
    "MQTTS://broker:99, ssl://broker:99",
    "'tcp://[::1]:1883', 'tcp://[::1]:1883'",
  })
  void shouldReadAddresses(String url, String address) {
    assertThat(BrokerAddress.parse(url)).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:1883, is not a URL",
    "broker, scheme ''",
    "http://broker, scheme 'http'",
    "tcp://user:secret@broker, move user and password",
    "tcp://broker:99999, the port 99999",
    "tcp://broker/path, goes on after the port",
    "tcp://, is not a URL",
  })
  void shouldSayWhatIsWrong(String url, String problem) {
    assertThatThrownBy(() -> BrokerAddress.parse(url)).hasMessageContaining(problem);
  }

  @Test
  void shouldNotRepeatASecret() {
    assertThatThrownBy(() -> BrokerAddress.parse("tcp://user:secret@broker"))
        .message()
        .doesNotContain("secret@");
  }
}
