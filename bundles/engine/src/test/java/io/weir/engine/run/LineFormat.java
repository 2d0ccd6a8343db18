package io.weir.engine.run;

import io.weir.api.config.Config;
import io.weir.api.config.Option;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Lines {@code device,seq,micros,temp}; rows are written as their values joined by commas. */
final class LineFormat implements FormatType {

  @Override
  public String name() {
    return "line";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Decoder decoder(Config config, List<InputField> fields) {
    return (records, rows) -> {
      for (int i = 0; i < records.size(); i++) {
        String line =
            new String(
                records.bytes(), records.offset(i), records.length(i), StandardCharsets.UTF_8);
        int row = rows.row(i);
        String[] parts = line.split(",", -1);
        if (parts.length != 4) {
          rows.reject(row, "found " + parts.length + " values, expected 4");
          for (int c = 0; c < 4; c++) {
            rows.column(c).appendNull();
          }
          continue;
        }
        rows.column(0).append(parts[0]);
        rows.column(1).append(Long.valueOf(parts[1]));
        rows.column(2).append(Instant.EPOCH.plus(Long.parseLong(parts[2]), ChronoUnit.MICROS));
        rows.column(3).append(Double.valueOf(parts[3]));
      }
    };
  }

  @Override
  public Encoder encoder(Config config, Schema schema) {
    return (batch, row, id, target) -> {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < batch.columns().size(); c++) {
        if (!batch.schema().field(c).hidden()) {
          text.append(text.length() == 0 ? "" : ",").append(batch.column(c).value(row));
        }
      }
      target.write(text.toString().getBytes(StandardCharsets.UTF_8));
    };
  }
}
