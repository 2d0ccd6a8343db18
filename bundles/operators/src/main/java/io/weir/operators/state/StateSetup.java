package io.weir.operators.state;

import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupStateType;
import io.weir.operators.key.KeyTable;
import java.util.List;

/**
 * A function and its keys.
 *
 * @param type the function
 * @param keys empty
 * @param keyTypes of the key's columns
 * @param schema what comes out, with the hidden event time as the last column
 */
public record StateSetup(
    GroupStateType<?> type, KeyTable keys, List<DataType> keyTypes, Schema schema) {

  /** Copies the list. */
  public StateSetup {
    keyTypes = List.copyOf(keyTypes);
  }

  /** The columns that the function makes. */
  Schema columns() {
    return new Schema(schema.fields().subList(0, schema.size() - 1));
  }
}
