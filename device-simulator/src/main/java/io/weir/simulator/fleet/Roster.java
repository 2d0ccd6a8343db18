package io.weir.simulator.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every device of a fleet by its index: id, kind, topic, and row of the priority table. */
public final class Roster {

  private final List<Member> members;

  private Roster(List<Member> members) {
    this.members = members;
  }

  /** Lists the devices of a fleet, kind by kind. */
  public static Roster of(Fleet fleet) {
    List<Member> members = new ArrayList<>(fleet.devices());
    for (DeviceKind kind : fleet.kinds()) {
      int digits = Math.max(4, Integer.toString(kind.count()).length());
      for (int n = 1; n <= kind.count(); n++) {
        int index = members.size();
        String number = String.format("%0" + digits + "d", n);
        String id = kind.id().replace("{kind}", kind.name()).replace("{n}", number);
        String line = fleet.lines().get(index % fleet.lines().size());
        String topic =
            fleet
                .topic()
                .replace("{line}", line)
                .replace("{device}", id)
                .replace("{kind}", kind.name());
        members.add(new Member(index, id, kind, line, topic, row(fleet, index)));
      }
    }
    return new Roster(members);
  }

  private static @Nullable TableRow row(Fleet fleet, int index) {
    Fleet.PriorityTable table = fleet.table();
    long hash = Seeds.mix(fleet.seed() ^ Seeds.mix(index + 1L));
    double unit = (hash >>> 11) * 0x1.0p-53;
    if (unit < table.absent()) {
      return null;
    }
    long choice = Seeds.mix(hash);
    int priorities = table.maxPriority() - table.minPriority() + 1;
    int priority = table.minPriority() + (int) Long.remainderUnsigned(choice, priorities);
    long next = Seeds.mix(choice);
    String site = table.sites().get((int) Long.remainderUnsigned(next, table.sites().size()));
    return new TableRow(priority, site);
  }

  /** How many devices there are. */
  public int size() {
    return members.size();
  }

  /** The device of an index, from 0. */
  public Member get(int index) {
    return members.get(index);
  }

  /** The rows of the priority table by device id, in the order of the devices. */
  public Map<String, TableRow> table() {
    Map<String, TableRow> rows = new LinkedHashMap<>();
    for (Member member : members) {
      if (member.row() != null) {
        rows.put(member.id(), member.row());
      }
    }
    return rows;
  }

  /** The priority table as CSV with a header line, ready to be put beside a pipeline file. */
  public String priorityCsv() {
    StringBuilder csv = new StringBuilder("device,priority,site\n");
    table()
        .forEach(
            (device, row) ->
                csv.append(quoted(device))
                    .append(',')
                    .append(row.priority())
                    .append(',')
                    .append(quoted(row.site()))
                    .append('\n'));
    return csv.toString();
  }

  // RFC 4180, section 2, rules 6 and 7.
  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * A device.
   *
   * @param index its number in the fleet, from 0
   * @param id its id
   * @param kind its kind
   * @param line the line it stands in
   * @param topic the topic it publishes to
   * @param row its row of the priority table, or null if it is absent there
   */
  public record Member(
      int index, String id, DeviceKind kind, String line, String topic, @Nullable TableRow row) {}

  /**
   * A row of the priority table.
   *
   * @param priority the device's priority
   * @param site the device's site
   */
  public record TableRow(int priority, String site) {}
}
