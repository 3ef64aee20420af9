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
        // Before every fault that repeats the address; and the address is shown beside each chart.
        if (Url.Contains('@'))
            return $"{Section}:{nameof(Url)} holds a user name or password, which would be shown: let a proxy before Prometheus add them";
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            return $"{Section}:{nameof(Url)} is not an http or https address: {Url}";
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            return $"{Section}:{nameof(Url)} must end with the path: {Url}";
        if (MetadataAddress.Is(address.IdnHost))
            return $"{Section}:{nameof(Url)} is a link-local or metadata address, which is refused: {Url}";
        return null;
    }
}
