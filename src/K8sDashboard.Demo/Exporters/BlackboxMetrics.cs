namespace K8sDashboard.Demo.Exporters;

/// <summary>The outcome of a blackbox probe.</summary>
/// <param name="Status">The HTTP status; 0 without a response.</param>
/// <param name="Seconds">The duration.</param>
/// <param name="CertificateEnds">The expiry of the certificate; null without TLS.</param>
public sealed record ProbeOutcome(int Status, double Seconds, DateTimeOffset? CertificateEnds)
{
    public bool Success => Status is >= 200 and < 300;
}

/// <summary>The response of the blackbox-exporter to one probe.</summary>
public static class BlackboxMetrics
{
    private static readonly (string Phase, double Share)[] Phases =
    [
        ("resolve", 0.06),
        ("connect", 0.1),
        ("tls", 0.2),
        ("processing", 0.6),
        ("transfer", 0.04),
    ];

    public static void Write(Exposition text, ProbeOutcome outcome)
    {
        text.Family("probe_success", "gauge", "Displays whether or not the probe was a success").Sample(outcome.Success ? 1 : 0);
        text.Family("probe_duration_seconds", "gauge", "Returns how long the probe took to complete in seconds").Sample(outcome.Seconds);
        text.Family("probe_dns_lookup_time_seconds", "gauge", "Returns the time taken for probe dns lookup in seconds")
            .Sample(outcome.Seconds * 0.06);
        text.Family("probe_http_status_code", "gauge", "Response HTTP status code").Sample(outcome.Status);
        text.Family("probe_http_version", "gauge", "Returns the version of HTTP of the probe response")
            .Sample(outcome.Status == 0 ? 0 : 1.1);
        text.Family("probe_http_redirects", "gauge", "The number of redirects").Sample(0);
        text.Family("probe_failed_due_to_regex", "gauge", "Indicates if probe failed due to regex").Sample(0);
        text.Family("probe_http_duration_seconds", "gauge", "Duration of http request by phase, summed over all redirects");
        foreach (var (phase, share) in Phases)
            text.Sample(
                outcome.Status == 0 || (phase == "tls" && outcome.CertificateEnds is null) ? 0 : outcome.Seconds * share,
                ("phase", phase)
            );
        if (outcome.CertificateEnds is not { } ends)
            return;
        text.Family("probe_ssl_earliest_cert_expiry", "gauge", "Returns last SSL chain expiry in unixtime")
            .Sample(ends.ToUnixTimeSeconds());
        text.Family("probe_tls_version_info", "gauge", "Returns the TLS version used or NaN when unknown")
            .Sample(1, ("version", "TLS 1.3"));
        text.Family("probe_ssl_last_chain_info", "gauge", "Contains SSL leaf certificate information")
            .Sample(1, ("issuer", "CN=Example Issuing CA"), ("subject", "CN=*.example.com"));
    }
}
