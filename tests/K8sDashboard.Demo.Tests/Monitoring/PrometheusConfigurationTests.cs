using System.Runtime.CompilerServices;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Tests.Life;
using YamlDotNet.RepresentationModel;

namespace K8sDashboard.Demo.Tests.Monitoring;

public sealed class PrometheusConfigurationTests
{
    private static readonly string Shipped = File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(Here())!, "../../../deploy/prometheus/prometheus.yml")
    );

    [Fact]
    public void PrometheusConfiguration_DerivedFromShipped_KeepsJobsAndUsesProxy()
    {
        var jobs = Jobs(
            PrometheusConfiguration.Derive(Shipped, new Uri("http://127.0.0.1:4321"), "127.0.0.1:9999", "/somewhere/rules.yml")
        );
        Assert.Equal(Jobs(Shipped).Select(Name), jobs.Select(Name));
        foreach (var job in jobs.Where(job => Name(job) != "prometheus"))
        {
            Assert.Equal("http://127.0.0.1:4321/", ((YamlScalarNode)job.Children["proxy_url"]).Value);
            Assert.Equal("http", ((YamlScalarNode)job.Children["scheme"]).Value);
            // Works with a Prometheus built without Kubernetes' discovery; and there is no pod token here.
            Assert.DoesNotContain("kubernetes_sd_configs", job.Children.Keys.Select(key => key.ToString()));
            Assert.DoesNotContain("authorization", job.Children.Keys.Select(key => key.ToString()));
        }
    }

    [Fact]
    public void PrometheusConfiguration_ShippedJobsExceptPrometheus_HaveSimulatedTargets()
    {
        var targets = new Targets(new World().Cluster, World.Start).All().Select(target => target.Job).Distinct();
        Assert.Equal(Jobs(Shipped).Select(Name).Where(name => name != "prometheus").Order(), targets.Order());
    }

    private static List<YamlMappingNode> Jobs(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return [.. ((YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode).Children["scrape_configs"]).Cast<YamlMappingNode>()];
    }

    private static string Name(YamlMappingNode job) => ((YamlScalarNode)job.Children["job_name"]).Value!;

    private static string Here([CallerFilePath] string path = "") => path;
}
