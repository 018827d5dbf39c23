package io.github.pullresponder.sandbox.remedy;

import io.github.pullresponder.checks.Checks;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.MessageCheck;
import io.github.pullresponder.diagnosis.Remedy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Remedies that the proof does not carry out, or whose success it cannot see, and why. */
enum NotProven {
    // Nothing to run.
    WAIT("Wait (until|up to) .*", Why.NOTHING_TO_RUN),
    FINISH_THE_SCAN("Let the scan of the image finish.*", Why.NOTHING_TO_RUN),
    CONFIGURE_DNS_SERVERS("Let .* forward .* to 168\\.63\\.129\\.16.*", Why.NOTHING_TO_RUN),
    ENABLE_DNS_PROXY("Enable the DNS proxy in the DNS settings of firewall .*", Why.NOTHING_TO_RUN),
    LOOK_AT_THE_PROXY("First look at the proxy .*", Why.NOTHING_TO_RUN),
    EXCLUDE_FROM_UNKNOWN_INSPECTION(
            "Exclude .* from TLS inspection at what (presents|lies behind) .*", Why.NOTHING_TO_RUN),
    SIGN_IN_TO_CACHE_SOURCE("Let the cache rule sign in to its source.*", Why.NOTHING_TO_RUN),
    RENEW_CACHE_CREDENTIALS("Renew the user name and the password for .* in the key vault.*", Why.NOTHING_TO_RUN),
    START_FEWER_PODS("Start fewer pods at once.*", Why.NOTHING_TO_RUN),
    COMMAND_NOT_SHOWN(".* \\(no command is shown: .*\\)", Why.NOTHING_TO_RUN),
    NAME_SECRET_IN_UNKNOWN_ACCOUNT("Create a secret .*, name it in the pods' service account.*", Why.NOTHING_TO_RUN),
    NARROW_ROUTE("Narrow route .*, so that it leaves out the private endpoint", Why.NOTHING_TO_RUN),
    LEAVE_SERVICE_ENDPOINT("Or create a private endpoint, which the vendor recommends, .*", Why.NOTHING_TO_RUN),
    REMOVE_ENDPOINT_POLICY("Or take service endpoint policy .* off .*", Why.NOTHING_TO_RUN),
    CHANGE_ADMIN_RULE("Let the owners of network manager .*", Why.NOTHING_TO_RUN),
    CARRY_BETWEEN_SUBNETS("Let the peering carry the traffic between the two subnets: .*", Why.NOTHING_TO_RUN),
    GIVE_A_ZONE_GROUP("Or give .* a zone group, if it has none.*", Why.NOTHING_TO_RUN),
    MOVE_TO_MANAGED_IDENTITIES("Or move .* to managed identities, which do not expire: .*", Why.NOTHING_TO_RUN),
    NAME_ANOTHER_IDENTITY("Annotate service account .*", Why.NOTHING_TO_RUN),
    BIND_AN_IDENTITY_OF_UNKNOWN_ID("Bind the identity to the cluster: .*", Why.NOTHING_TO_RUN),
    EXCEPT_FROM_DENY_ASSIGNMENT("Except object .* from deny assignment .*", Why.NOTHING_TO_RUN),
    BUILD_AGAIN("Build the image again with current tools.*", Why.NOTHING_TO_RUN),
    CONVERT("Or convert the image without building it: .*", Why.NOTHING_TO_RUN),
    SET_CLOCK_OF_UNKNOWN_NODE("Let the node that reported the message set its clock: .*", Why.NOTHING_TO_RUN),
    USE_ANOTHER_WINDOWS("Or run it on nodes with Windows build .*", Why.NOTHING_TO_RUN),

    // Reads.
    CHECK_THE_NAME("See whether the registry exists elsewhere.*", Why.ONLY_READS),
    CHECK_HEALTH("Wait a few minutes, then see whether the registry answers", Why.ONLY_READS),
    WAIT_FOR_THE_REPLICA("Wait: the kubelet pulls again on its own.*", Why.ONLY_READS),
    LOOK_AT_THE_BINDING("See what AcrPullBinding .* reports .*", Why.ONLY_READS),
    SEE_THE_CREDENTIALS("See whether Azure reports the credentials as healthy", Why.ONLY_READS),
    ASK_THE_SOURCE("(Or s|S)ee whether the source has the image", Why.ONLY_READS),
    SEE_THE_CLOCK("See what the node's clock says", Why.ONLY_READS),
    ASK_THE_RESOLVER("See what the node's resolver says", Why.ONLY_READS),

    // In systems that an estate has no files of.
    RESTORE_APPLICATION("(Or )?[Rr]estore the deleted application.*", Why.NO_FILE),
    RECOVER_KEY("Recover the key, if it was deleted", Why.NO_FILE),
    SET_CLOCK("Let the node set its clock", Why.NO_FILE),
    REMOVE_IMAGES_ON_NODE("Remove the images that nothing on the node uses", Why.NO_FILE),

    // The node's message stays, and leads to the same finding.
    OF_A_MESSAGE_CHECK(".*", Why.MESSAGE_STAYS_AND_DECIDES),
    PASS_BESIDE_INSPECTION("Let the registry pass by a network rule.*", Why.MESSAGE_STAYS),
    PUSH_AGAIN("(Or p|P)ush the image", Why.MESSAGE_STAYS_IF_CONTENT_IS_DAMAGED);

    private enum Why {
        NOTHING_TO_RUN,
        ONLY_READS,
        NO_FILE,
        MESSAGE_STAYS,
        MESSAGE_STAYS_AND_DECIDES,
        MESSAGE_STAYS_IF_CONTENT_IS_DAMAGED
    }

    private static final Set<Why> CARRIED_OUT =
            EnumSet.of(Why.MESSAGE_STAYS, Why.MESSAGE_STAYS_AND_DECIDES, Why.MESSAGE_STAYS_IF_CONTENT_IS_DAMAGED);

    /** The causes of the checks that read the message only: on an estate, they confirm the cause again. */
    private static final Set<Cause> DECIDED_BY_MESSAGE = Checks.all().stream()
            .filter(MessageCheck.class::isInstance)
            .flatMap(check -> check.causes().stream())
            .collect(Collectors.toSet());

    private final Pattern title;
    private final Why why;

    NotProven(String title, Why why) {
        this.title = Pattern.compile(title);
        this.why = why;
    }

    static Optional<NotProven> of(Finding finding, Remedy remedy) {
        return Arrays.stream(values())
                .filter(it -> it.why != Why.MESSAGE_STAYS_AND_DECIDES
                        || !remedy.commands().isEmpty() && DECIDED_BY_MESSAGE.contains(finding.cause()))
                .filter(it -> it.why != Why.MESSAGE_STAYS_IF_CONTENT_IS_DAMAGED
                        || finding.cause() == Cause.IMAGE_CONTENT_DAMAGED)
                .filter(it -> it.why != Why.NOTHING_TO_RUN || remedy.commands().isEmpty())
                .filter(it -> it.title.matcher(remedy.title()).matches())
                .findFirst();
    }

    boolean isCarriedOut() {
        return CARRIED_OUT.contains(why);
    }
}
