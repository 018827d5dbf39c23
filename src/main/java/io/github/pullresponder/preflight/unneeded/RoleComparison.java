package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.identity.RoleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the roles of the identity with the actions that the settings need. Reads nothing. */
final class RoleComparison {
    private final String objectId;
    private final Optional<String> appName;
    private final NeededActions needed;
    private final WorkingRoles working;
    private final List<HeldRole> held;

    /** @param held all roles of the identity, because one role may grant the needed actions of another */
    RoleComparison(
            String objectId,
            Optional<String> appName,
            NeededActions needed,
            Optional<String> storageAccount,
            List<HeldRole> held) {
        this.objectId = objectId;
        this.appName = appName;
        this.needed = needed;
        this.working = new WorkingRoles(
                storageAccount, held.stream().map(HeldRole::assignment).toList());
        this.held = List.copyOf(held);
    }

    RightsComparison compare() {
        var unneeded = new ArrayList<UnneededRight>();
        var notChecked = new ArrayList<String>();
        for (var one : held) {
            switch (working.fit(one.assignment())) {
                case OWN -> {
                    // The app works with this role.
                }
                case UNKNOWN ->
                    notChecked.add("%s at %s: it is unknown if this resource belongs to the app"
                            .formatted(one.role().name(), one.scope()));
                case ELSEWHERE -> unneeded.add(found(one, removal(one)));
                case PERHAPS_ELSEWHERE -> unneeded.add(found(one, RevocationMethod.UNLESS_A_SETTING_REFERS_TO_IT));
                // This applies even if the role is also assigned on one of the app's own resources.
                case BROADER -> unneeded.add(found(one, RevocationMethod.NARROW_SCOPE));
                case ANOTHER_ROLE -> {
                    if (!needed.beyondIn(one.role()).isEmpty()) {
                        unneeded.add(found(one, takingBack(one)));
                    }
                }
            }
        }
        return new RightsComparison(unneeded, notChecked);
    }

    private UnneededRight found(HeldRole one, RevocationMethod takingBack) {
        return new UnneededRight(
                one.role().name(),
                Optional.of(one.assignment().id()),
                Optional.of(one.scope()),
                one.groupOf(objectId),
                needed.beyondIn(one.role()),
                takingBack);
    }

    private RevocationMethod takingBack(HeldRole one) {
        var neededPart = needed.grantedBy(one.role());
        if (one.isMadeFor(appName) && one.groupOf(objectId).isEmpty()) {
            return neededPart.isEmpty() ? RevocationMethod.RECONCILE : RevocationMethod.DEPLOY;
        }
        if (WorkingRoles.mayServe(one.role())) {
            return RevocationMethod.NARROW_ROLE;
        }
        return neededPart.areGrantedBy(ownRolesAt(one)) ? removal(one) : RevocationMethod.NARROW_ROLE;
    }

    /** The removal of an assignment that is not needed at all. */
    private RevocationMethod removal(HeldRole one) {
        if (one.groupOf(objectId).isPresent()) {
            return RevocationMethod.LEAVE_GROUP;
        }
        return one.scope().subscription().isEmpty() ? RevocationMethod.ABOVE_SUBSCRIPTIONS : RevocationMethod.DELETE;
    }

    /** The app's custom roles that apply at the scope of this one. */
    private List<RoleDefinition> ownRolesAt(HeldRole one) {
        return held.stream()
                .filter(other -> other.isMadeFor(appName) && other.reaches(one.scope()))
                .map(HeldRole::role)
                .toList();
    }
}
