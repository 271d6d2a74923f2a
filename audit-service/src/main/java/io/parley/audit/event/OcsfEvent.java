package io.parley.audit.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An event in the Open Cybersecurity Schema Framework 1.3, as SIEMs take it. What the framework has no place for
/// stands
/// under `unmapped`, so that nothing is lost.
final class OcsfEvent {

    private static final String VERSION = "1.3.0";

    /// Activities that mean the same in the classes used here.
    private static final int CREATE = 1;
    private static final int READ = 2;
    private static final int UPDATE = 3;
    private static final int DELETE = 4;
    private static final int OTHER = 99;

    private static final Map<Integer, List<String>> VERBS = Map.of(
            CREATE, List.of("created", "requested", "opened", "placed", "published", "stored", "recorded"),
            READ, List.of("searched", "viewed", "read", "queried", "exported", "checked"),
            UPDATE, List.of("changed", "approved", "released", "added", "rotated"),
            DELETE, List.of("destroyed", "deleted", "removed", "swept", "withdrawn"));

    private OcsfEvent() {}

    /// The classes of events that are used, and the activity by the verb of the action.
    private enum Kind {
        ACCOUNT_CHANGE(
                3, 3001, Map.of("created", 1, "invited", 1, "unfrozen", 2, "frozen", 5, "deleted", 6, "offboarded", 6)),
        USER_ACCESS(3, 3005, Map.of("approved", 1, "emergency", 1, "revoked", 2, "expired", 2, "unconfirmed", 2)),
        API_ACTIVITY(6, 6003, Map.of()),
        DETECTION_FINDING(2, 2004, Map.of("gap-filled", 3));

        private final int category;
        private final int type;
        private final Map<String, Integer> activities;

        Kind(int category, int type, Map<String, Integer> activities) {
            this.category = category;
            this.type = type;
            this.activities = activities;
        }

        static Kind of(String action) {
            return switch (action) {
                case "audit.gap-detected",
                        "audit.gap-filled",
                        "audit.event-parked",
                        "audit.event-questioned",
                        "anomaly.detected" -> DETECTION_FINDING;
                default -> byObject(action.substring(0, Math.max(0, action.indexOf('.'))));
            };
        }

        private static Kind byObject(String object) {
            return switch (object) {
                case "person", "group" -> ACCOUNT_CHANGE;
                case "grant" -> USER_ACCESS;
                default -> API_ACTIVITY;
            };
        }

        int activity(String verb) {
            return switch (this) {
                case ACCOUNT_CHANGE, USER_ACCESS -> activities.getOrDefault(verb, OTHER);
                case DETECTION_FINDING -> activities.getOrDefault(verb, CREATE);
                case API_ACTIVITY -> crud(verb);
            };
        }
    }

    static ObjectNode of(JsonNode event) {
        String action = event.path("action").asString("");
        Kind kind = Kind.of(action);
        int activity = kind.activity(action.substring(action.indexOf('.') + 1));
        ObjectNode ocsf = JsonMapper.shared().createObjectNode();
        ocsf.put("category_uid", kind.category)
                .put("class_uid", kind.type)
                .put("activity_id", activity)
                .put("type_uid", kind.type * 100 + activity)
                .put("time", Instant.parse(event.path("at").asString()).toEpochMilli());
        outcome(ocsf, kind, event.path("outcome").asString(""));
        metadata(ocsf, event);
        ocsf.putObject("actor")
                .putObject("user")
                .put("uid", event.at("/actor/id").asString(""))
                .put("type", event.at("/actor/type").asString(""));
        object(ocsf, kind, event, action);
        ocsf.set("unmapped", event);
        return ocsf;
    }

    private static void outcome(ObjectNode ocsf, Kind kind, String outcome) {
        boolean success = outcome.equals("success");
        int severity = success ? 1 : 3;
        ocsf.put("severity_id", kind == Kind.DETECTION_FINDING ? 4 : severity)
                .put("status_id", success ? 1 : 2)
                .put("status_detail", outcome);
    }

    private static void metadata(ObjectNode ocsf, JsonNode event) {
        ObjectNode metadata = ocsf.putObject("metadata");
        metadata.put("version", VERSION)
                .put("uid", event.path("eventId").asString(""))
                .put("sequence", event.path("index").asLong());
        metadata.putObject("product")
                .put("name", "Parley")
                .put("vendor_name", "Parley")
                .put("feature", event.path("service").asString(""));
    }

    /// Each class has its own place for what was acted on.
    private static void object(ObjectNode ocsf, Kind kind, JsonNode event, String action) {
        String id = event.at("/object/id").asString("");
        String type = event.at("/object/type").asString("");
        switch (kind) {
            case ACCOUNT_CHANGE -> ocsf.putObject("user").put("uid", id);
            case USER_ACCESS -> {
                ocsf.putObject("user").put("uid", event.at("/actor/id").asString(""));
                ocsf.putArray("privileges").add(type + ":" + id);
            }
            case DETECTION_FINDING ->
                ocsf.putObject("finding_info")
                        .put("uid", event.path("eventId").asString(""))
                        .put("title", action);
            case API_ACTIVITY -> {
                ocsf.putObject("api").put("operation", action);
                ocsf.putObject("src_endpoint")
                        .put("svc_name", event.path("service").asString(""));
                ocsf.putArray("resources").addObject().put("uid", id).put("type", type);
            }
        }
    }

    private static int crud(String verb) {
        return VERBS.entrySet().stream()
                .filter(verbs -> verbs.getValue().stream().anyMatch(verb::endsWith))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHER);
    }
}
