package io.weir.simulator.fleet;

import io.weir.simulator.fleet.DeviceKind.Delayed;
import io.weir.simulator.fleet.DeviceKind.DeviceClock;
import io.weir.simulator.fleet.DeviceKind.Malformed;
import io.weir.simulator.fleet.DeviceKind.Offline;
import io.weir.simulator.fleet.DeviceKind.Reboot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one device kind of a fleet file. */
final class KindReader {

  private static final int MAX_DEVICES = 1_000_000;
  private static final Span DEFAULT_DELAY = new Span(50_000, 500_000);
  private static final Map<String, Defect> DEFECTS = defects();

  private KindReader() {}

  private static Map<String, Defect> defects() {
    Map<String, Defect> defects = new LinkedHashMap<>();
    for (Defect defect : Defect.values()) {
      defects.put(defect.label(), defect);
    }
    return defects;
  }

  static DeviceKind read(String name, YamlObject kind) {
    int count = (int) kind.integer("count", 1, MAX_DEVICES);
    String id = kind.text("id", "{kind}-{n}");
    long period = period(kind);
    double jitter = kind.share("jitter", 0);
    Span startAfter = kind.span("start-after", Span.ZERO);
    List<Field> fields = new ArrayList<>();
    kind.objects("fields").forEach((field, spec) -> fields.add(field(field, spec)));
    Delayed outOfOrder = delayed(kind, "out-of-order");
    Delayed duplicates = delayed(kind, "duplicates");
    Malformed malformed = malformed(kind);
    double retained = kind.share("retained", 0);
    DeviceClock clock = clock(kind);
    Reboot reboot = reboot(kind);
    Offline offline = offline(kind);
    kind.done();
    return new DeviceKind(
        name,
        count,
        id,
        period,
        jitter,
        startAfter,
        fields,
        outOfOrder,
        duplicates,
        malformed,
        retained,
        clock,
        reboot,
        offline);
  }

  private static long period(YamlObject kind) {
    if (kind.has("rate") && kind.has("every")) {
      throw kind.errorAt("every", "'rate' and 'every' say the same thing; keep one of them");
    }
    return kind.has("every") ? kind.positiveMicros("every") : kind.ratePeriodMicros("rate");
  }

  private static Delayed delayed(YamlObject kind, String key) {
    YamlObject spec = kind.objectOrNull(key);
    if (spec == null) {
      return Delayed.NONE;
    }
    Delayed delayed = new Delayed(spec.share("share"), spec.span("delay", DEFAULT_DELAY));
    spec.done();
    return delayed;
  }

  private static Malformed malformed(YamlObject kind) {
    YamlObject spec = kind.objectOrNull("malformed");
    if (spec == null) {
      return Malformed.NONE;
    }
    double share = spec.share("share");
    List<Defect> defects = spec.someOf("as", DEFECTS, List.copyOf(DEFECTS.values()));
    spec.done();
    return new Malformed(share, defects);
  }

  private static DeviceClock clock(YamlObject kind) {
    YamlObject spec = kind.objectOrNull("clock");
    if (spec == null) {
      return DeviceClock.TRUE;
    }
    Span offset = spec.has("offset") ? spec.anySpan("offset") : Span.ZERO;
    double[] drift = {0, 0};
    if (spec.has("drift")) {
      drift = spec.scalar("drift", "parts per million such as 20ppm or -5ppm..5ppm", s -> ppm(s));
    }
    spec.done();
    return new DeviceClock(offset, drift[0], drift[1]);
  }

  private static Optional<double[]> ppm(String text) {
    String[] ends = text.split("\\.\\.", 2);
    double[] range = new double[2];
    for (int i = 0; i < 2; i++) {
      String end = ends[Math.min(i, ends.length - 1)].trim();
      if (!end.matches("-?\\d+(\\.\\d+)?ppm")) {
        return Optional.empty();
      }
      range[i] = Double.parseDouble(end.substring(0, end.length() - 3));
    }
    return range[0] <= range[1] ? Optional.of(range) : Optional.empty();
  }

  private static @Nullable Reboot reboot(YamlObject kind) {
    YamlObject spec = kind.objectOrNull("reboot");
    if (spec == null) {
      return null;
    }
    Span every = spec.span("every");
    if (every.minMicros() == 0) {
      throw spec.errorAt("every", "'every' in 'reboot' may be zero; expected a positive duration");
    }
    long takes = spec.positiveMicros("takes", 1_000_000);
    spec.done();
    return new Reboot(every, takes);
  }

  private static @Nullable Offline offline(YamlObject kind) {
    YamlObject spec = kind.objectOrNull("offline");
    if (spec == null) {
      return null;
    }
    Span every = spec.has("every") ? spec.span("every") : null;
    Span lasts = every == null ? Span.ZERO : spec.span("lasts");
    long atStart = spec.positiveMicros("at-start", 0);
    if (every == null && atStart == 0) {
      throw spec.errorAt("every", "'offline' says neither 'every' nor 'at-start'; expected one");
    }
    int buffer = (int) spec.integer("buffer", 0, MAX_DEVICES, 1000);
    Map<String, Boolean> policies = new LinkedHashMap<>();
    policies.put("drop-oldest", true);
    policies.put("drop-newest", false);
    boolean dropOldest = spec.oneOf("when-full", policies, true);
    long gap = spec.has("burst") ? spec.ratePeriodMicros("burst") : 10_000;
    spec.done();
    return new Offline(every, lasts, atStart, buffer, dropOldest, gap);
  }

  private static Field field(String name, YamlObject spec) {
    ValueModel model = model(spec);
    Resolution resolution = Resolution.DEFAULT;
    if (spec.has("resolution")) {
      resolution =
          spec.scalar("resolution", "1, 1/2, 1/4 ... 1/1024, 0.1 ... 0.000001", Resolution::parse);
    }
    double missing = spec.share("missing", 0);
    spec.done();
    return new Field(name, model, resolution, missing);
  }

  private static ValueModel model(YamlObject spec) {
    Map<String, ModelReader> models = new LinkedHashMap<>();
    models.put("constant", s -> new ValueModel.Constant(s.number("value")));
    models.put(
        "sine",
        s ->
            new ValueModel.Sine(
                s.number("mean"),
                s.number("amplitude"),
                s.positiveMicros("period"),
                s.number("noise", 0)));
    models.put("random-walk", KindReader::randomWalk);
    models.put(
        "step-fault",
        s ->
            new ValueModel.StepFault(
                s.number("normal"),
                s.number("fault"),
                s.positiveMicros("every"),
                s.positiveMicros("lasts"),
                s.number("noise", 0)));
    models.put(
        "drift",
        s -> new ValueModel.Drift(s.number("start"), s.number("per-hour"), s.number("noise", 0)));
    models.put("battery", KindReader::battery);
    return spec.oneOf("model", models).read(spec);
  }

  private static ValueModel randomWalk(YamlObject spec) {
    double start = spec.number("start");
    double step = spec.number("step");
    double min = spec.number("min");
    double max = spec.number("max");
    if (!(min < max) || start < min || start > max) {
      throw spec.errorAt("start", "'start' is not between 'min' and 'max' of the random walk");
    }
    return new ValueModel.RandomWalk(start, step, min, max);
  }

  private static ValueModel battery(YamlObject spec) {
    double full = spec.number("full", 100);
    long halfLife = spec.positiveMicros("half-life");
    double empty = spec.number("empty", 5);
    if (!(empty > 0) || !(full > empty)) {
      throw spec.errorAt("empty", "'empty' of the battery is not between 0 and 'full'");
    }
    return new ValueModel.Battery(full, halfLife, empty);
  }

  private interface ModelReader {
    ValueModel read(YamlObject spec);
  }
}
