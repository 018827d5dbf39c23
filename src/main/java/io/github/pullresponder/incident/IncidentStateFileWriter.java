package io.github.pullresponder.incident;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.storage.ShortHash;
import io.github.pullresponder.storage.TableKeyEncoder;
import java.util.Set;
import java.util.TreeMap;

/** The latest state of an incident as a file: the content of its row without internal columns. */
final class IncidentStateFileWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> INTERNAL =
            Set.of("podHashes", "alertHashes", "tellingBy", "tellingAttempt", "tellingSince");
    private static final int FINGERPRINT = 8;

    /** The host of an image can have 2,000 characters, the name of a blob 1,024; the fingerprint covers the whole host. */
    private static final int LONGEST = 253;

    private IncidentStateFileWriter() {}

    /** The readable name of the file, different for clusters or registries that have the same name. */
    static String nameOf(IncidentKey key) {
        var unique =
                ShortHash.of(TableKeyEncoder.of(key.cluster(), key.registry())).substring(0, FINGERPRINT);
        return "%s/%s/%s-%s".formatted(lastOf(key.cluster()), lastOf(key.registry()), key.cause(), unique);
    }

    private static String lastOf(String id) {
        var last = id.substring(id.lastIndexOf('/') + 1);
        var name = last.substring(0, Math.min(last.length(), LONGEST)).replaceAll("[^A-Za-z0-9.-]", "-");
        return name.isEmpty() ? "unknown" : name;
    }

    static String json(Incident incident) {
        var values = new TreeMap<>(IncidentRowMapper.write(incident));
        values.keySet().removeAll(INTERNAL);
        return JSON.valueToTree(values).toPrettyString();
    }
}
