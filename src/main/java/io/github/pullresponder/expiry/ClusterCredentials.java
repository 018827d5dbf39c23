package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.identity.ClusterCredential;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.Credential;
import io.github.pullresponder.identity.PrincipalStatus;
import io.github.pullresponder.inventory.AffectedWorkloads;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.TableKey;
import io.github.pullresponder.text.ListFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Do the service principals of clusters have credentials that are valid for longer? One that expired beside those is none. */
record ClusterCredentials(CredentialInventory estate, WarningDays thresholds) {

    List<CredentialScanResult> lookedAt() {
        var clustersOf = new LinkedHashMap<String, List<ClusterInventory>>();
        for (var cluster : estate.clusters()) {
            cluster.entry()
                    .servicePrincipalClientId()
                    .ifPresent(id -> clustersOf
                            .computeIfAbsent(id.toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                            .add(cluster));
        }
        return clustersOf.entrySet().stream()
                .flatMap(principal ->
                        estate.app(principal.getKey()).map(app -> lookedAt(app, principal.getValue())).stream())
                .toList();
    }

    private CredentialScanResult lookedAt(EntraApp app, List<ClusterInventory> clusters) {
        var ids = clusters.stream().map(ClusterInventory::id).toList();
        return CredentialScanResult.of(
                "cluster-credential",
                "Is the credential of the service principal of %s valid for longer?"
                        .formatted(ListFormat.list(
                                ids.stream().map(ResourceId::name).toList())),
                lapses(app, clusters, ids),
                app.application().isEmpty()
                        ? Verdict.undetermined("the credentials of %s are kept in another tenant", app.name())
                        : Verdict.ruledOut(app.source(), "no credential of %s expires soon", app.name()));
    }

    private List<CredentialExpiry> lapses(EntraApp app, List<ClusterInventory> clusters, List<ResourceId> ids) {
        var loss = PrincipalStatus.of(app, Optional.empty());
        if (loss.isPresent()) {
            var key = TableKey.of("cluster", app.appId(), loss.get().kind().name());
            return List.of(new CredentialExpiry(
                    key, Optional.empty(), told(ClusterCredential.unusable(app, loss.get(), ids), clusters)));
        }
        if (app.application().isEmpty() && app.credentials().isEmpty()) {
            return List.of();
        }
        var valid = app.credentials().stream()
                .filter(credential -> !credential.isExpired(thresholds.now()))
                .toList();
        if (valid.isEmpty()) {
            var end = ClusterCredential.lastEnd(app);
            var key = TableKey.of(
                    "cluster", app.appId(), "last", end.map(Object::toString).orElse("none"));
            return List.of(new CredentialExpiry(key, end, told(ClusterCredential.noneValid(app, ids), clusters)));
        }
        return valid.stream()
                .filter(credential -> thresholds.isNear(credential.end()))
                .map(credential -> expiring(app, credential, clusters, ids))
                .toList();
    }

    private CredentialExpiry expiring(
            EntraApp app, Credential credential, List<ClusterInventory> clusters, List<ResourceId> ids) {
        var end = credential.end().orElseThrow();
        var finding = told(ClusterCredential.expiring(app, credential, ids, thresholds.now()), clusters);
        return new CredentialExpiry(
                TableKey.of("cluster", app.appId(), credential.keyId(), end.toString()),
                credential.end(),
                ClusterCredential.withLongerValid(finding, app, credential));
    }

    private static Finding told(Finding finding, List<ClusterInventory> clusters) {
        return AffectedWorkloads.withEvidence(
                finding,
                clusters.stream()
                        .flatMap(cluster -> cluster.withoutSecret().stream())
                        .toList());
    }
}
