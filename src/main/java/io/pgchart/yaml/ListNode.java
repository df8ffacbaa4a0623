package io.pgchart.yaml;

import java.util.List;

/** A list, in the order it was written. */
public record ListNode(List<Node> items, Origin origin) implements Node {

    public ListNode {
        items = List.copyOf(items);
    }

    @Override
    public String shape() {
        return "list";
    }
}
