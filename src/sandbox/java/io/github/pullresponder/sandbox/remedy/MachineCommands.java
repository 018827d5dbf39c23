package io.github.pullresponder.sandbox.remedy;

/** Simulates {@code az vm …}. */
final class MachineCommands {
    private static final String MACHINES = "Microsoft.Compute/virtualMachines";
    private static final String IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities";

    private MachineCommands() {}

    static void addTo(Az az) {
        az.does("vm identity assign", MachineCommands::assign);
    }

    /** Adds identities to those of the machine. An identity that does not exist is rejected. */
    private static void assign(Az.Line line) {
        var machine = line.estate().get(line.inGroup(MACHINES, line.name()));
        var own = machine.withObject("/identity");
        for (var id : line.list("--identities")) {
            var identity = line.estate().get(id);
            if (!identity.path("type").asText().equalsIgnoreCase(IDENTITIES)) {
                throw new Refusal("%s is no managed identity", id);
            }
            own.put(
                    "type",
                    own.path("type").asText().contains("SystemAssigned")
                            ? "SystemAssigned, UserAssigned"
                            : "UserAssigned");
            own.withObject("/userAssignedIdentities")
                    .putObject(id)
                    .put("principalId", identity.at("/properties/principalId").asText())
                    .put("clientId", identity.at("/properties/clientId").asText());
        }
    }
}
