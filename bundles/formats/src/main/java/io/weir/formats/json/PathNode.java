package io.weir.formats.json;

import io.weir.formats.cell.Cells;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names asked for, as a tree: the root is the record, a node's children are the members wanted
 * of that object. A node with a slot is a value that columns are made of.
 *
 * <p>Thread: one at a time; the scanner keeps its guesses here.
 */
final class PathNode {

  /** How many bytes of the key stand behind the name. */
  static final int BEHIND_NAME = 2;

  /** The name in the record, and its UTF-8 bytes with the closing quote and the colon. */
  final String name;

  final byte[] key;

  /** The cell that holds the value, or -1. */
  int slot = -1;

  private PathNode[] children = {};

  // The scanner's: which object saw this member last, and which member came next then.
  int seenIn;
  @Nullable PathNode successor;
  @Nullable PathNode firstMember;

  // The first 8 bytes of the key as a little-endian number, and which bits of it count.
  final long head;
  final long headMask;

  // The cells of the slot, see Cells; empty without a slot.
  int[] kinds = {};
  int[] starts = {};
  int[] ends = {};
  long[] mantissas = {};

  private PathNode(String name) {
    this.name = name;
    this.key = (name + "\":").getBytes(StandardCharsets.UTF_8);
    long bytes = 0;
    for (int i = Math.min(8, key.length) - 1; i >= 0; i--) {
      bytes = bytes << 8 | (key[i] & 0xFF);
    }
    this.head = bytes;
    this.headMask = key.length >= 8 ? -1L : (1L << (8 * key.length)) - 1;
  }

  /** Takes up the arrays of the cells, which are others when the cells have grown. */
  void bind(Cells cells) {
    if (slot >= 0) {
      kinds = cells.kinds(slot);
      starts = cells.starts(slot);
      ends = cells.ends(slot);
      mantissas = cells.mantissas(slot);
    }
    for (PathNode child : children) {
      child.bind(cells);
    }
  }

  /**
   * The tree of the given paths.
   *
   * @param paths one a column
   * @param slots receives the slot of each column; equal paths share one
   */
  static PathNode tree(List<List<String>> paths, int[] slots) {
    PathNode root = new PathNode("");
    int used = 0;
    for (int column = 0; column < slots.length; column++) {
      PathNode node = root;
      for (String name : paths.get(column)) {
        node = node.orAdd(name);
      }
      if (node.slot < 0) {
        node.slot = used++;
      }
      slots[column] = node.slot;
    }
    return root;
  }

  PathNode[] children() {
    return children;
  }

  boolean isObject() {
    return children.length > 0;
  }

  /** The child of a name, or null. */
  @Nullable PathNode child(String childName) {
    for (PathNode child : children) {
      if (child.name.equals(childName)) {
        return child;
      }
    }
    return null;
  }

  private PathNode orAdd(String childName) {
    PathNode known = child(childName);
    if (known != null) {
      return known;
    }
    PathNode added = new PathNode(childName);
    List<PathNode> all = new ArrayList<>(List.of(children));
    all.add(added);
    children = all.toArray(new PathNode[0]);
    return added;
  }
}
