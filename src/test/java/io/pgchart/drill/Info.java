package io.pgchart.drill;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code pgbackrest info} says of stanza {@code main}. */
record Info(JsonNode stanza) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Info read(String json) {
        return new Info(JSON.readTree(json).get(0));
    }

    /** 0 when there are backups. */
    int status() {
        return stanza.at("/status/code").asInt();
    }

    /** The labels of the backups, from the oldest; {@code type} is {@code full}, {@code diff} or {@code incr}. */
    List<String> backups(String type) {
        List<String> labels = new ArrayList<>();
        for (JsonNode backup : stanza.get("backup")) {
            if (backup.get("type").asString().equals(type)) {
                labels.add(backup.get("label").asString());
            }
        }
        return labels;
    }

    /** The system identifiers of the databases that the stanza has known. */
    List<String> systems() {
        List<String> systems = new ArrayList<>();
        stanza.get("db").forEach(db -> systems.add(db.get("system-id").asString()));
        return systems;
    }
}
