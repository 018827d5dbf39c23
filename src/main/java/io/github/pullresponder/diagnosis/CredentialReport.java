package io.github.pullresponder.diagnosis;

/** The report of a sweep of all visible credentials: each cause is one that has expired or expires soon. */
public record CredentialReport(BaseReportData head) implements Report {
    @Override
    public ReportSubject subject() {
        return ReportSubject.ALL_CLUSTERS;
    }

    @Override
    public boolean hasFailed() {
        return false;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.visit(this);
    }
}
