package io.weir.simulator.truth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a comparison.
 *
 * @param sent messages that the broker acknowledged
 * @param expected the fates they must have
 * @param gateway the fates that the gateway counted, or null if they were not compared
 * @param windows groups compared: those whose window ended at or before the final watermark
 * @param open groups of later windows, not compared
 * @param unknown groups whose truth depends on an order of arrival that nobody knows, not compared
 * @param missing groups that did not arrive
 * @param extra rows that should not be there
 * @param wrong groups that arrived with other values
 * @param repeated rows that were delivered again under the same {@code _id}
 * @param missingExamples up to 20 of them, for people
 * @param extraExamples up to 20 of them, for people
 * @param wrongExamples up to 20 of them, for people
 * @param fateProblems what does not add up in the gateway's fates, in sentences
 */
public record Verification(
    long sent,
    Fates expected,
    @Nullable Fates gateway,
    long windows,
    long open,
    long unknown,
    long missing,
    long extra,
    long wrong,
    long repeated,
    List<String> missingExamples,
    List<String> extraExamples,
    List<String> wrongExamples,
    List<String> fateProblems) {

  /** Copies the lists. */
  public Verification {
    missingExamples = List.copyOf(missingExamples);
    extraExamples = List.copyOf(extraExamples);
    wrongExamples = List.copyOf(wrongExamples);
    fateProblems = List.copyOf(fateProblems);
  }

  /** Whether every compared group is right and the fates add up. */
  public boolean ok() {
    return missing == 0 && extra == 0 && wrong == 0 && fateProblems.isEmpty();
  }

  /** The outcome for people, several lines, the last without a line end. */
  public String describe() {
    List<String> lines = new ArrayList<>();
    lines.add(
        windows
            + " windows compared: "
            + missing
            + " missing, "
            + extra
            + " extra, "
            + wrong
            + " wrong ("
            + open
            + " still open, "
            + repeated
            + " rows delivered again)");
    if (unknown > 0) {
      lines.add(unknown + " windows not compared: the order of arrival decides about them");
    }
    section(lines, "missing", missing, missingExamples);
    section(lines, "extra", extra, extraExamples);
    section(lines, "wrong", wrong, wrongExamples);
    lines.addAll(fateProblems);
    lines.add(ok() ? "The results are right." : "The results are NOT right.");
    return String.join("\n", lines);
  }

  private static void section(List<String> lines, String name, long count, List<String> examples) {
    for (String example : examples) {
      lines.add("  " + name + ": " + example);
    }
    if (count > examples.size()) {
      lines.add("  " + name + ": and " + (count - examples.size()) + " more");
    }
  }

  /** The outcome as a JSON object. */
  public String toJson() {
    return VerificationJson.write(this);
  }
}
