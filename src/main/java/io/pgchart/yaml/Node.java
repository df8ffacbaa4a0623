package io.pgchart.yaml;

/** An immutable tree of maps, lists and scalars, each of which knows where it was named. */
public sealed interface Node permits MapNode, ListNode, ScalarNode {

    /** The place of the key or the list item that this node is the value of. */
    Origin origin();

    /** What a user calls this shape: {@code map}, {@code list}, {@code string}, {@code number}, … */
    String shape();
}
