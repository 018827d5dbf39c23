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
 * The content of a simulated Azure and its triggers: a folder of plain files in the shapes of the real APIs.
 *
 * @param clock a fixed clock at the estate's present; the system's clock if the estate names no time
 * @param resources ARM resources as GET returns them
 * @param actions response bodies by {@code POST <resource id>/<action>} in lower case
 * @param kubernetes the objects of each cluster, by the cluster's name
 * @param registries the content of each registry, by its login server in lower case
 * @param logs the tables of each workspace, by the workspace's customer id in lower case
 * @param expected the expected result of each trigger, by the trigger's name
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
     * The expected result of each trigger of a folder. Expectations are never inherited, so the rest of the folder is
     * not read.
     *
     * @throws EstateException as {@link #load}
     */
    public static Map<Trigger, Expectation> expectationsIn(Path folder) {
        return new EstateReader(new EstateFolder(folder)).expectations();
    }

    /** The same estate with other faults. */
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

    /** The causes that a trigger's diagnosis must confirm, if the estate lists them. */
    public Optional<Set<String>> expectedCauses(String trigger) {
        return Optional.ofNullable(expected.get(trigger)).map(Expectation::causes);
    }

    /** All values of this estate that must not appear in an output. */
    public Set<String> secrets() {
        return Secrets.of(this);
    }
}
