package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a simulated Azure serves, and what happens in it: a folder of plain files in the shapes of the real APIs.
 *
 * @param clock stands still at the estate's present; the system's clock if the estate names none
 * @param resources ARM resources as GET returns them
 * @param actions response bodies by {@code POST <resource id>/<action>} in lower case
 * @param kubernetes the objects of each cluster, by the cluster's name
 * @param registries the content of each registry, by its login server in lower case
 * @param logs the tables of each workspace, by the workspace's customer id in lower case
 * @param expected what must come of a trigger, by its name
 */
public record Estate(
        String name,
        Clock clock,
        List<ObjectNode> resources,
        List<Subscription> subscriptions,
        Map<String, JsonNode> actions,
        Directory directory,
        Map<String, List<ObjectNode>> kubernetes,
        Map<String, ObjectNode> registries,
        Map<String, ObjectNode> logs,
        List<Fault> faults,
        List<Trigger> triggers,
        Map<String, Expectation> expected) {

    /**
     * Reads a folder. Any file may be missing.
     *
     * @throws EstateException if a file is malformed: names the file, the place and the reason
     */
    public static Estate load(Path folder) {
        return new EstateReader(new EstateFolder(folder)).read();
    }

    /**
     * What is expected of each trigger of a folder. It is never inherited, so nothing else of the folder is read.
     *
     * @throws EstateException as {@link #load}
     */
    public static Map<Trigger, Expectation> expectationsIn(Path folder) {
        return new EstateReader(new EstateFolder(folder)).expectations();
    }

    /** The same estate, broken in another way. */
    public Estate withFaults(List<Fault> others) {
        return new Estate(
                name,
                clock,
                resources,
                subscriptions,
                actions,
                directory,
                kubernetes,
                registries,
                logs,
                others,
                triggers,
                expected);
    }

    /** The causes a trigger's diagnosis must confirm, if the estate says so. */
    public Optional<Set<String>> expectedCauses(String trigger) {
        return Optional.ofNullable(expected.get(trigger)).map(Expectation::causes);
    }

    /** Every value of this estate that must never be seen in an output. */
    public Set<String> secrets() {
        return Secrets.of(this);
    }
}
