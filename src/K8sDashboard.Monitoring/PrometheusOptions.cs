namespace K8sDashboard.Monitoring;

/// <summary>Which Prometheus to ask. Validated at start.</summary>
public sealed class PrometheusOptions
{
    public const string Section = "Prometheus";

    /// <summary>The server's address, with its route prefix if it has one; null means "look in the cluster".</summary>
    public string? Url { get; set; }

    /// <summary>What is wrong with <see cref="Url"/>, in one line for the console; null where nothing is.</summary>
    public string? Fault()
    {
        if (Url is null) return null;
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return $"{Section}:{nameof(Url)} is not an http or https address: {Url}";
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            return $"{Section}:{nameof(Url)} must end with the path: {Url}";
        // A metadata service answers on these, and it gives credentials to whoever asks from the machine.
        if (address.Host.StartsWith("169.254.", StringComparison.Ordinal) || address.Host.StartsWith("[fe80:", StringComparison.OrdinalIgnoreCase))
            return $"{Section}:{nameof(Url)} is a link-local address, which is refused: {Url}";
        return null;
    }
}
