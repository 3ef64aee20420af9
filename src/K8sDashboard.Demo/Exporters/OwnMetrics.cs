using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>The metrics endpoint of the API server itself: the same text that Prometheus scrapes from the leader.</summary>
public sealed class OwnMetrics(LivingCluster cluster, Targets targets, TimeProvider time)
{
    private const string Job = "kube-apiserver";

    public Task<string> ReadAsync() =>
        cluster.ReadAsync(living =>
        {
            var leader = living.Hosts.First(host => host.Machine.Name == living.Leader).Machine.Address;
            var text = Exposition.ForScrape();
            targets
                .All()
                .Where(target => target.Job == Job)
                .MaxBy(target => target.Address.StartsWith($"{leader}:", StringComparison.Ordinal))
                ?.Write(text, time.GetUtcNow());
            return text.ToString();
        });
}
