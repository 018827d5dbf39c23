package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.identity.RoleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the roles that the identity holds with what the settings ask for. Reads nothing. */
final class RoleComparison {
    private final String objectId;
    private final Optional<String> appName;
    private final NeededActions needed;
    private final WorkingRoles working;
    private final List<HeldRole> held;

    /** @param held all that the identity holds, because one role may grant what is needed of another */
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

    RightsComparison compared() {
        var unneeded = new ArrayList<UnneededRight>();
        var notChecked = new ArrayList<String>();
        for (var one : held) {
            switch (working.fit(one.assignment())) {
                case OWN -> {
                    // It is what the app works with.
                }
                case UNKNOWN ->
                    notChecked.add("%s at %s: whether that is the app's own is not known"
                            .formatted(one.role().name(), one.scope()));
                case ELSEWHERE -> unneeded.add(found(one, removal(one)));
                case PERHAPS_ELSEWHERE -> unneeded.add(found(one, TakingBack.UNLESS_A_SETTING_REFERS_TO_IT));
                // Even where it is also held on a resource of the app's own: which part of it that covers is not known.
                case BROADER -> unneeded.add(found(one, TakingBack.NARROW_SCOPE));
                case ANOTHER_ROLE -> {
                    if (!needed.beyondIn(one.role()).isEmpty()) {
                        unneeded.add(found(one, takingBack(one)));
                    }
                }
            }
        }
        return new RightsComparison(unneeded, notChecked);
    }

    private UnneededRight found(HeldRole one, TakingBack takingBack) {
        return new UnneededRight(
                one.role().name(),
                Optional.of(one.assignment().id()),
                Optional.of(one.scope()),
                one.groupOf(objectId),
                needed.beyondIn(one.role()),
                takingBack);
    }

    private TakingBack takingBack(HeldRole one) {
        var neededPart = needed.grantedBy(one.role());
        if (one.isMadeFor(appName) && one.groupOf(objectId).isEmpty()) {
            return neededPart.isEmpty() ? TakingBack.RECONCILE : TakingBack.DEPLOY;
        }
        if (WorkingRoles.mayServe(one.role())) {
            return TakingBack.NARROW_ROLE;
        }
        return neededPart.areGrantedBy(ownRolesAt(one)) ? removal(one) : TakingBack.NARROW_ROLE;
    }

    /** Who can take back what may go as a whole. */
    private TakingBack removal(HeldRole one) {
        if (one.groupOf(objectId).isPresent()) {
            return TakingBack.LEAVE_GROUP;
        }
        return one.scope().subscription().isEmpty() ? TakingBack.ABOVE_SUBSCRIPTIONS : TakingBack.DELETE;
    }

    /** The app's own roles that grant everywhere where this one does. */
    private List<RoleDefinition> ownRolesAt(HeldRole one) {
        return held.stream()
                .filter(other -> other.isMadeFor(appName) && other.reaches(one.scope()))
                .map(HeldRole::role)
                .toList();
    }
}
