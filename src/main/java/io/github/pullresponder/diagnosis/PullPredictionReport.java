package io.github.pullresponder.diagnosis;

/** The report on pulls that have not failed yet, but may fail after a change. */
public record PullPredictionReport(BaseReportData head, ReportSubject subject) implements Report {
    @Override
    public boolean hasFailed() {
        return false;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.visit(this);
    }
}
