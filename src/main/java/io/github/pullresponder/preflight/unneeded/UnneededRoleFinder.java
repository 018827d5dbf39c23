package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.identity.RoleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the roles of the identity with the actions that the settings need. Reads nothing. */
final class UnneededRoleFinder {
    private final String objectId;
    private final Optional<String> appName;
    private final RequiredAppActions needed;
    private final OwnResourceRoles working;
    private final List<HeldRole> held;

    /** @param held all roles of the identity, because one role may grant the needed actions of another */
    UnneededRoleFinder(
            String objectId,
            Optional<String> appName,
            RequiredAppActions needed,
            Optional<String> storageAccount,
            List<HeldRole> held) {
        this.objectId = objectId;
        this.appName = appName;
        this.needed = needed;
        this.working = new OwnResourceRoles(
                storageAccount, held.stream().map(HeldRole::assignment).toList());
        this.held = List.copyOf(held);
    }

    UnneededRightsResult compare() {
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
                case PERHAPS_ELSEWHERE ->
                    unneeded.add(found(one, UnneededRightRemedyKind.UNLESS_A_SETTING_REFERS_TO_IT));
                // This applies even if the role is also assigned on one of the app's own resources.
                case BROADER -> unneeded.add(found(one, UnneededRightRemedyKind.NARROW_SCOPE));
                case ANOTHER_ROLE -> {
                    if (!needed.beyondIn(one.role()).isEmpty()) {
                        unneeded.add(found(one, takingBack(one)));
                    }
                }
            }
        }
        return new UnneededRightsResult(unneeded, notChecked);
    }

    private UnneededRight found(HeldRole one, UnneededRightRemedyKind takingBack) {
        return new UnneededRight(
                one.role().name(),
                Optional.of(one.assignment().id()),
                Optional.of(one.scope()),
                one.groupOf(objectId),
                needed.beyondIn(one.role()),
                takingBack);
    }

    private UnneededRightRemedyKind takingBack(HeldRole one) {
        var neededPart = needed.grantedBy(one.role());
        if (one.isMadeFor(appName) && one.groupOf(objectId).isEmpty()) {
            return neededPart.isEmpty() ? UnneededRightRemedyKind.RECONCILE : UnneededRightRemedyKind.DEPLOY;
        }
        if (OwnResourceRoles.mayServe(one.role())) {
            return UnneededRightRemedyKind.NARROW_ROLE;
        }
        return neededPart.areGrantedBy(ownRolesAt(one)) ? removal(one) : UnneededRightRemedyKind.NARROW_ROLE;
    }

    /** The removal of an assignment that is not needed at all. */
    private UnneededRightRemedyKind removal(HeldRole one) {
        if (one.groupOf(objectId).isPresent()) {
            return UnneededRightRemedyKind.LEAVE_GROUP;
        }
        return one.scope().subscription().isEmpty()
                ? UnneededRightRemedyKind.ABOVE_SUBSCRIPTIONS
                : UnneededRightRemedyKind.DELETE;
    }

    /** The app's custom roles that apply at the scope of this one. */
    private List<RoleDefinition> ownRolesAt(HeldRole one) {
        return held.stream()
                .filter(other -> other.isMadeFor(appName) && other.reaches(one.scope()))
                .map(HeldRole::role)
                .toList();
    }
}
