package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.dec;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.nul;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import org.junit.jupiter.api.Test;

/** The numbers are Spark's. */
class HashFunctionsTest {

  @Test
  void shouldHashByMurmur3() {
    assertThat(eval("hash", 1)).isEqualTo(-559580957);
    assertThat(eval("hash", 1, null, "a")).isEqualTo(-936062819);
    assertThat(eval("hash", 1L)).isEqualTo(-1712319331);
    assertThat(eval("hash", -0.0)).isEqualTo(-1670924195).isEqualTo(eval("hash", 0.0));
    assertThat(eval("hash", Double.NaN)).isEqualTo(-1281358385);
    assertThat(eval("hash", "äöü")).isEqualTo(746493922);
    assertThat(eval("hash", dec("-12345678901234567890.12"))).isEqualTo(333635401);
    assertThat(eval("hash", call("array", 1, null, 2))).isEqualTo(-222940379);
    assertThat(eval("hash", nul(DataType.LONG))).isEqualTo(42);
  }

  @Test
  void shouldHashByXxHash() {
    assertThat(eval("xxhash64", 1)).isEqualTo(-6698625589789238999L);
    assertThat(eval("xxhash64", "")).isEqualTo(-7444071767201028348L);
    assertThat(eval("xxhash64", "abcdefghijkl")).isEqualTo(3897903351825168219L);
    assertThat(eval("xxhash64", "abcdefghijklmnopqrstuvwxyz012345")).isEqualTo(221923967055193886L);
    assertThat(eval("xxhash64", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"))
        .isEqualTo(6670108270069419518L);
    assertThat(eval("xxhash64", call("struct", 1, "x"))).isEqualTo(8510603489595372987L);
    assertThat(eval("xxhash64", nul(DataType.LONG))).isEqualTo(42L);
  }
}
