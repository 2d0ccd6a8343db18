package io.weir.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What bundles declare; what else they do is tested where queries run. */
class UserCodeTest {

  @Test
  void shouldGiveWhatIsDeclared() {
    assertThat(UserCode.<String>declared("name", () -> "tally")).isEqualTo("tally");
  }

  @Test
  void shouldLeaveARefusalAsItIs() {
    assertThatThrownBy(
            () ->
                UserCode.declared(
                    "resultType",
                    () -> {
                      throw new IllegalArgumentException("one text expected");
                    }))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("one text expected");
  }

  @Test
  void shouldRefuseWhatFailsOrDeclaresNull() {
    assertThatThrownBy(
            () ->
                UserCode.declared(
                    "resultType",
                    () -> {
                      throw new NoClassDefFoundError("com/example/Missing");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "resultType failed: java.lang.NoClassDefFoundError: com/example/Missing")
        .hasMessageEndingWith("; correct the bundle");
    assertThatThrownBy(() -> UserCode.<String>declared("outputSchema", () -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("outputSchema returned null; correct the bundle");
  }
}
