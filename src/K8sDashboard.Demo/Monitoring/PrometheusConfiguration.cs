using YamlDotNet.RepresentationModel;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>
/// Derives a Prometheus configuration from <c>deploy/prometheus</c>: the same jobs, intervals and rules. Targets come from HTTP service
/// discovery, already relabelled, since distributions build Prometheus without Kubernetes' discovery; scrapes go through the proxy of the
/// simulated network.
/// </summary>
public static class PrometheusConfiguration
{
    /// <summary>The proxy's path of service discovery, below which are the jobs.</summary>
    public const string Discovery = "targets";

    private const string Refresh = "5s";

    /// <param name="shipped">The text of <c>deploy/prometheus/prometheus.yml</c>.</param>
    /// <param name="exporters">The proxy, which also serves the discovery.</param>
    /// <param name="own">Host and port of Prometheus itself.</param>
    /// <param name="rules">The file of the alert rules.</param>
    public static string Derive(string shipped, Uri exporters, string own, string rules)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(shipped));
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        root.Children["rule_files"] = new YamlSequenceNode(new YamlScalarNode(rules));
        foreach (var job in ((YamlSequenceNode)root.Children["scrape_configs"]).Cast<YamlMappingNode>())
        {
            if (job.Children.TryGetValue("static_configs", out var targets))
                Itself(targets, own);
            if (job.Children.ContainsKey("kubernetes_sd_configs"))
                Simulated(job, exporters);
        }

        using var text = new StringWriter();
        yaml.Save(text, assignAnchors: false);
        // YamlDotNet ends a document with "...", after which Prometheus expects another.
        return text.ToString().Replace("\n...", "", StringComparison.Ordinal);
    }

    private static void Itself(YamlNode targets, string own) =>
        ((YamlMappingNode)((YamlSequenceNode)targets)[0]).Children["targets"] = new YamlSequenceNode(new YamlScalarNode(own));

    private static void Simulated(YamlMappingNode job, Uri exporters)
    {
        var url = new Uri(exporters, $"{Discovery}?job={((YamlScalarNode)job.Children["job_name"]).Value}");
        job.Children["http_sd_configs"] = new YamlSequenceNode(new YamlMappingNode("url", url.ToString(), "refresh_interval", Refresh));
        job.Children.Remove("kubernetes_sd_configs");
        job.Children.Remove("relabel_configs");
        // The proxy answers plain HTTP only, since TLS would be tunnelled through it; the loopback needs none.
        job.Children["scheme"] = new YamlScalarNode("http");
        job.Children["proxy_url"] = new YamlScalarNode(exporters.ToString());
        job.Children.Remove("authorization");
        job.Children.Remove("tls_config");
        // Not in old versions; the simulated cAdvisor exports no timestamps, so that it is not needed.
        job.Children.Remove("track_timestamps_staleness");
    }
}
