package io.weir.simulator.fleet;

import io.weir.simulator.fleet.Fleet.Payload;
import io.weir.simulator.fleet.Fleet.PriorityTable;
import io.weir.simulator.fleet.Fleet.TimeFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads fleets from YAML 1.2. Strict: what is not understood is refused. */
public final class FleetFile {

  /** The name of the fleet that is built in. */
  public static final String DEMO = "fleet-demo.yaml";

  private FleetFile() {}

  /**
   * The demo's fleet: 1,000 devices, 2,000 messages a second, and every trouble a gateway with a
   * watermark of 2 s must get through without a doubt about the right result.
   */
  public static Fleet demo() {
    return read(DEMO, demoText());
  }

  /** The text of the demo's fleet file. */
  public static String demoText() {
    try (InputStream in = FleetFile.class.getResourceAsStream(DEMO)) {
      if (in == null) {
        throw new IllegalStateException(DEMO + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a fleet file.
   *
   * @throws FleetFileException if it cannot be read or is not a fleet
   */
  public static Fleet read(Path file) {
    try {
      return read(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new FleetFileException(file + ": there is no such file; expected a fleet in YAML");
    } catch (IOException e) {
      throw new FleetFileException(file + ": cannot be read as UTF-8 text (" + e + ")");
    }
  }

  /**
   * Reads a fleet from text.
   *
   * @param name what error messages call the text
   * @throws FleetFileException if it is not a fleet
   */
  public static Fleet read(String name, String yaml) {
    Optional<Node> root;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(name).build();
      root = new Compose(settings).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      String where = YamlObject.position(name, e.getProblemMark());
      throw new FleetFileException(where + "not valid YAML 1.2: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new FleetFileException(name + ": not valid YAML 1.2: " + e.getMessage());
    }
    if (root.isEmpty()) {
      throw new FleetFileException(name + ": the file is empty; expected a fleet");
    }
    return fleet(YamlObject.of(name, "", root.get()));
  }

  private static Fleet fleet(YamlObject top) {
    String name = top.text("fleet");
    long seed = top.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, 1);
    OptionalLong start = start(top);
    String topic = top.scalar("topic", "a topic such as plant/{line}/readings", FleetFile::topic);
    List<String> lines = top.texts("lines", List.of("1"));
    int qos = (int) top.integer("qos", 0, 2, 1);
    Payload payload = payload(top);
    PriorityTable table = table(top);
    List<DeviceKind> kinds = new ArrayList<>();
    top.objects("kinds").forEach((key, kind) -> kinds.add(KindReader.read(key, kind)));
    top.done();
    Fleet fleet = new Fleet(name, seed, start, topic, lines, qos, payload, table, kinds);
    refuseRepeatedIds(top, fleet);
    return fleet;
  }

  private static Optional<String> topic(String text) {
    String filled = text.replace("{line}", "").replace("{device}", "").replace("{kind}", "");
    return filled.matches("[^{}+#]*") ? Optional.of(text) : Optional.empty();
  }

  private static OptionalLong start(YamlObject top) {
    if (!top.has("start")) {
      return OptionalLong.empty();
    }
    return top.scalar("start", "an instant such as 2026-01-01T00:00:00Z, or now", FleetFile::start);
  }

  /** Reads {@code now} (empty) or an ISO-8601 instant in epoch microseconds. */
  public static Optional<OptionalLong> start(String text) {
    if (text.equals("now")) {
      return Optional.of(OptionalLong.empty());
    }
    try {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
      return Optional.of(OptionalLong.of(micros));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Payload payload(YamlObject top) {
    YamlObject payload = top.objectOrNull("payload");
    if (payload == null) {
      return Payload.DEFAULT;
    }
    String device = payload.text("device", Payload.DEFAULT.device());
    String seq = payload.text("seq", Payload.DEFAULT.seq());
    String time = payload.text("time", Payload.DEFAULT.time());
    Map<String, TimeFormat> formats =
        new TreeMap<>(Map.of("ms", TimeFormat.MS, "us", TimeFormat.US, "iso", TimeFormat.ISO));
    TimeFormat timeAs = payload.oneOf("time-as", formats, Payload.DEFAULT.timeAs());
    payload.done();
    return new Payload(device, seq, time, timeAs);
  }

  private static PriorityTable table(YamlObject top) {
    YamlObject table = top.objectOrNull("table");
    if (table == null) {
      return PriorityTable.DEFAULT;
    }
    double absent = table.share("absent", PriorityTable.DEFAULT.absent());
    int min = PriorityTable.DEFAULT.minPriority();
    int max = PriorityTable.DEFAULT.maxPriority();
    if (table.has("priorities")) {
      int[] range = table.scalar("priorities", "a range such as 1..5", FleetFile::intRange);
      min = range[0];
      max = range[1];
    }
    List<String> sites = table.texts("sites", PriorityTable.DEFAULT.sites());
    table.done();
    return new PriorityTable(absent, min, max, sites);
  }

  private static Optional<int[]> intRange(String text) {
    if (!text.matches("\\d{1,6}\\.\\.\\d{1,6}")) {
      return Optional.empty();
    }
    int dots = text.indexOf("..");
    int min = Integer.parseInt(text.substring(0, dots));
    int max = Integer.parseInt(text.substring(dots + 2));
    return min <= max ? Optional.of(new int[] {min, max}) : Optional.empty();
  }

  private static void refuseRepeatedIds(YamlObject top, Fleet fleet) {
    Map<String, String> seen = new TreeMap<>();
    for (DeviceKind kind : fleet.kinds()) {
      String ids = kind.id().replace("{kind}", kind.name());
      if (kind.count() > 1 && !ids.contains("{n}")) {
        throw top.errorAt(
            "kinds",
            "kind '"
                + kind.name()
                + "' has "
                + kind.count()
                + " devices with the one id '"
                + ids
                + "'; put {n} into 'id'");
      }
      String other = seen.put(ids, kind.name());
      if (other != null) {
        throw top.errorAt(
            "kinds",
            "kinds '"
                + other
                + "' and '"
                + kind.name()
                + "' give their devices the same ids '"
                + ids
                + "'; put {kind} into 'id'");
      }
    }
  }
}
