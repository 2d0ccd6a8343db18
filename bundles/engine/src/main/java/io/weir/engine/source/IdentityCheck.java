package io.weir.engine.source;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.engine.definition.SourceDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells a record from its repetition by the declared identity. A null in an identity means no
 * check.
 *
 * <p>Thread: the pipeline's.
 */
final class IdentityCheck {

  private final List<Integer> columns;
  private final IdentityTable table;
  private final Hash128 hash = new Hash128();
  private byte[] text = new byte[64];

  IdentityCheck(SourceDefinition.Identity identity) {
    this.columns = identity.columns();
    this.table = new IdentityTable(identity.horizonMicros(), identity.maxKeys());
  }

  /** Remembers the record's identity; false if it is a repetition. */
  boolean isNew(List<Column> batch, int row, long eventMicros) {
    hash.reset();
    for (int index : columns) {
      Column column = batch.get(index);
      if (column.isNull(row)) {
        return true;
      }
      add(column, row);
    }
    return table.add(hash.high(), hash.low(), eventMicros);
  }

  long forgotten() {
    return table.forgotten();
  }

  void write(ByteSink target) {
    table.write(target);
  }

  void read(ByteBuffer source) {
    table.read(source);
  }

  private void add(Column column, int row) {
    if (column instanceof StringColumn strings) {
      int code = strings.codes()[row];
      int length = strings.dictionary().length(code);
      if (length > text.length) {
        text = new byte[length * 2];
      }
      strings.dictionary().copyTo(code, text, 0);
      hash.add(text, length);
    } else if (column instanceof LongColumn longs) {
      hash.add(longs.values()[row]);
    } else if (column instanceof IntColumn ints) {
      hash.add(ints.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      hash.add(Double.doubleToLongBits(doubles.values()[row] + 0.0));
    } else if (column instanceof FloatColumn floats) {
      hash.add(Float.floatToIntBits(floats.values()[row] + 0.0f));
    } else if (column instanceof BooleanColumn booleans) {
      hash.add(booleans.values()[row] ? 1 : 0);
    } else {
      byte[] shown = String.valueOf(column.value(row)).getBytes(StandardCharsets.UTF_8);
      hash.add(shown, shown.length);
    }
  }
}
