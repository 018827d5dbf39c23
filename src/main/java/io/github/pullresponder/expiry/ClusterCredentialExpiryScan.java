package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.identity.ClusterPrincipalFindings;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.PrincipalFault;
import io.github.pullresponder.inventory.CredentialDependentWorkloads;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.text.ListFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds service principals of clusters whose credentials expire soon. An expired credential next to a valid one does not count. */
record ClusterCredentialExpiryScan(CredentialInventory estate, WarningDays thresholds) {

    List<CredentialExpiryResult> scan() {
        var clustersOf = new LinkedHashMap<String, List<ClusterWithPullSecrets>>();
        for (var cluster : estate.clusters()) {
            cluster.entry()
                    .servicePrincipalClientId()
                    .ifPresent(id -> clustersOf
                            .computeIfAbsent(id.toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                            .add(cluster));
        }
        return clustersOf.entrySet().stream()
                .flatMap(principal ->
                        estate.app(principal.getKey()).map(app -> scan(app, principal.getValue())).stream())
                .toList();
    }

    private CredentialExpiryResult scan(EntraApp app, List<ClusterWithPullSecrets> clusters) {
        var ids = clusters.stream().map(ClusterWithPullSecrets::id).toList();
        return CredentialExpiryResult.of(
                "cluster-credential",
                "The credential of the service principal of %s does not expire soon"
                        .formatted(ListFormat.list(
                                ids.stream().map(ResourceId::name).toList())),
                expiries(app, clusters, ids),
                app.application().isEmpty()
                        ? Verdict.undetermined("the credentials of %s are in another tenant", app.name())
                        : Verdict.ruledOut(app.source(), "no credential of %s expires soon", app.name()));
    }

    private List<CredentialExpiry> expiries(EntraApp app, List<ClusterWithPullSecrets> clusters, List<ResourceId> ids) {
        var loss = PrincipalFault.of(app, Optional.empty());
        if (loss.isPresent()) {
            var key =
                    TableKeyEncoder.of("cluster", app.appId(), loss.get().kind().name());
            return List.of(new CredentialExpiry(
                    key,
                    Optional.empty(),
                    withWorkloads(ClusterPrincipalFindings.unusable(app, loss.get(), ids), clusters)));
        }
        if (app.application().isEmpty() && app.credentials().isEmpty()) {
            return List.of();
        }
        var valid = app.credentials().stream()
                .filter(credential -> !credential.isExpired(thresholds.now()))
                .toList();
        if (valid.isEmpty()) {
            var end = ClusterPrincipalFindings.lastEnd(app);
            var key = TableKeyEncoder.of(
                    "cluster", app.appId(), "last", end.map(Object::toString).orElse("none"));
            return List.of(new CredentialExpiry(
                    key, end, withWorkloads(ClusterPrincipalFindings.noneValid(app, ids), clusters)));
        }
        return valid.stream()
                .filter(credential -> thresholds.isNear(credential.end()))
                .map(credential -> expiring(app, credential, clusters, ids))
                .toList();
    }

    private CredentialExpiry expiring(
            EntraApp app, AppCredential credential, List<ClusterWithPullSecrets> clusters, List<ResourceId> ids) {
        var end = credential.end().orElseThrow();
        var finding =
                withWorkloads(ClusterPrincipalFindings.expiring(app, credential, ids, thresholds.now()), clusters);
        return new CredentialExpiry(
                TableKeyEncoder.of("cluster", app.appId(), credential.keyId(), end.toString()),
                credential.end(),
                ClusterPrincipalFindings.withLongerValid(finding, app, credential));
    }

    private static Finding withWorkloads(Finding finding, List<ClusterWithPullSecrets> clusters) {
        return CredentialDependentWorkloads.withEvidence(
                finding,
                clusters.stream()
                        .flatMap(cluster -> cluster.withoutSecret().stream())
                        .toList());
    }
}
