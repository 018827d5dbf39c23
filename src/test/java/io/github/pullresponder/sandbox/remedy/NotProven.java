package io.github.pullresponder.sandbox.remedy;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.diagnosis.AbstractMessageCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Remedies that the proof does not run, or whose success it cannot verify, with the reason. */
enum NotProven {
    // Nothing to run.
    WAIT("Wait (until|up to) .*", Why.NOTHING_TO_RUN),
    FINISH_THE_SCAN("Wait for the scan of the image to finish.*", Why.NOTHING_TO_RUN),
    CONFIGURE_DNS_SERVERS("Configure .* to forward .* to 168\\.63\\.129\\.16.*", Why.NOTHING_TO_RUN),
    ENABLE_DNS_PROXY("Enable the DNS proxy in the DNS settings of firewall .*", Why.NOTHING_TO_RUN),
    CHECK_THE_PROXY("First check the proxy .*", Why.NOTHING_TO_RUN),
    EXCLUDE_FROM_UNKNOWN_INSPECTION(
            "Exclude .* from TLS inspection at the device (that presents|behind) .*", Why.NOTHING_TO_RUN),
    SIGN_IN_TO_CACHE_SOURCE("Add credentials to the cache rule: .*", Why.NOTHING_TO_RUN),
    RENEW_CACHE_CREDENTIALS("Renew the user name and the password for .* in the key vault.*", Why.NOTHING_TO_RUN),
    START_FEWER_PODS("Start fewer pods at the same time.*", Why.NOTHING_TO_RUN),
    COMMAND_NOT_SHOWN(".* \\(no command is shown: .*\\)", Why.NOTHING_TO_RUN),
    NAME_SECRET_IN_UNKNOWN_ACCOUNT("Create a secret .*, add it to the pods' service account.*", Why.NOTHING_TO_RUN),
    NARROW_ROUTE("Narrow route .*, so that it does not contain the private endpoint", Why.NOTHING_TO_RUN),
    LEAVE_SERVICE_ENDPOINT("Or create a private endpoint, which Microsoft recommends, .*", Why.NOTHING_TO_RUN),
    REMOVE_ENDPOINT_POLICY("Or remove service endpoint policy .* from .*", Why.NOTHING_TO_RUN),
    CHANGE_ADMIN_RULE("Ask the owners of network manager .*", Why.NOTHING_TO_RUN),
    CARRY_BETWEEN_SUBNETS("Extend the peering to the traffic between the two subnets: .*", Why.NOTHING_TO_RUN),
    ADD_A_ZONE_GROUP("Or add a DNS zone group to .*, if it has none.*", Why.NOTHING_TO_RUN),
    MOVE_TO_MANAGED_IDENTITIES("Or switch .* to managed identities, which do not expire: .*", Why.NOTHING_TO_RUN),
    NAME_ANOTHER_IDENTITY("Annotate service account .*", Why.NOTHING_TO_RUN),
    BIND_AN_IDENTITY_OF_UNKNOWN_ID("Bind the identity to the cluster: .*", Why.NOTHING_TO_RUN),
    EXCLUDE_FROM_DENY_ASSIGNMENT("Exclude object .* from deny assignment .*", Why.NOTHING_TO_RUN),
    REBUILD("Rebuild the image with current tools.*", Why.NOTHING_TO_RUN),
    CONVERT("Or convert the image without a rebuild: .*", Why.NOTHING_TO_RUN),
    SET_CLOCK_OF_UNKNOWN_NODE("Synchronize the clock of the node that reported the message: .*", Why.NOTHING_TO_RUN),
    USE_ANOTHER_WINDOWS("Or run it on nodes with Windows build .*", Why.NOTHING_TO_RUN),

    // Reads.
    CHECK_THE_NAME("Check whether the registry exists elsewhere.*", Why.ONLY_READS),
    CHECK_HEALTH("Wait a few minutes, then check that the registry responds", Why.ONLY_READS),
    WAIT_FOR_THE_REPLICA("Wait: the kubelet retries.*", Why.ONLY_READS),
    CHECK_THE_BINDING("Fix the error that AcrPullBinding .* reports .*", Why.ONLY_READS),
    CHECK_THE_CREDENTIALS("Check that Azure reports the credentials as healthy", Why.ONLY_READS),
    CHECK_THE_SOURCE("(Or c|C)heck that the source has the image", Why.ONLY_READS),
    CHECK_THE_CLOCK("Check the node's clock", Why.ONLY_READS),
    CHECK_THE_RESOLVER("Check the answer of the node's resolver", Why.ONLY_READS),

    // In systems that an estate has no files of.
    RESTORE_APPLICATION("(Or )?[Rr]estore the deleted application.*", Why.NO_FILE),
    RECOVER_KEY("Recover the key, if it was deleted", Why.NO_FILE),
    SET_CLOCK("Synchronize the node's clock", Why.NO_FILE),
    REMOVE_IMAGES_ON_NODE("Remove unused images from the node", Why.NO_FILE),

    // The node's message stays, and leads to the same finding.
    OF_A_MESSAGE_CHECK(".*", Why.MESSAGE_STAYS_AND_DECIDES),
    ALLOW_WITHOUT_INSPECTION("Allow the registry in a network rule.*", Why.MESSAGE_STAYS),
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
    private static final Set<Cause> DECIDED_BY_MESSAGE = CheckCatalog.all().stream()
            .filter(AbstractMessageCheck.class::isInstance)
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
                .filter(exception -> exception.why != Why.MESSAGE_STAYS_AND_DECIDES
                        || !remedy.commands().isEmpty() && DECIDED_BY_MESSAGE.contains(finding.cause()))
                .filter(exception -> exception.why != Why.MESSAGE_STAYS_IF_CONTENT_IS_DAMAGED
                        || finding.cause() == Cause.IMAGE_CONTENT_DAMAGED)
                .filter(exception ->
                        exception.why != Why.NOTHING_TO_RUN || remedy.commands().isEmpty())
                .filter(item -> item.title.matcher(remedy.title()).matches())
                .findFirst();
    }

    boolean isCarriedOut() {
        return CARRIED_OUT.contains(why);
    }
}
