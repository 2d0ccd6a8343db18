package io.weir.shell.text;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Colours text, or leaves it as it is.
 *
 * @param on whether to colour
 */
public record Ink(boolean on) {

  /** Leaves all text as it is. */
  public static final Ink NONE = new Ink(false);

  /**
   * Colour if a person looks at a terminal that can show it, and does not want otherwise.
   *
   * @see <a href="https://no-color.org">NO_COLOR</a>
   */
  public static Ink ofTerminal() {
    String noColor = System.getenv("NO_COLOR");
    boolean wanted = noColor == null || noColor.isEmpty();
    String terminal = System.getenv("TERM");
    boolean able = terminal != null && !terminal.equals("dumb");
    return new Ink(wanted && able && isTerminal(1) && isTerminal(2));
  }

  /**
   * Whether a stream of this process is a terminal. Java 17 cannot tell, and later ones tell it in
   * another way, so Linux is asked.
   */
  private static boolean isTerminal(int descriptor) {
    try {
      Path target = Path.of("/proc/self/fd/" + descriptor).toRealPath();
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  /** Errors. */
  public String red(String text) {
    return in("31", text);
  }

  /** Warnings. */
  public String yellow(String text) {
    return in("33", text);
  }

  /** Good news. */
  public String green(String text) {
    return in("32", text);
  }

  /** Names. */
  public String bold(String text) {
    return in("1", text);
  }

  /** What is less important. */
  public String dim(String text) {
    return in("2", text);
  }

  private String in(String code, String text) {
    return on ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
