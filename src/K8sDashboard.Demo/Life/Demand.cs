using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// Distributes the load of each app over its ready pods: fewer pods get more each. The total load of the company's apps is fixed; any other
/// app gets the usual load per ready pod.
/// </summary>
public static class Demand
{
    private static readonly Dictionary<(string, string), int> UsualPods = Apps.All.ToDictionary(
        app => (app.Namespace, app.Name),
        app => app.Replicas
    );

    /// <summary>Sets the share of each container.</summary>
    public static void Spread(IEnumerable<RunningContainer> running, DateTimeOffset now)
    {
        foreach (var app in running.Where(one => one.Does.Requests > 0).GroupBy(one => (one.Namespace, one.App)))
        {
            var ready = app.Count(one => one.Ready);
            // Any other app gets the usual load per ready pod.
            var usual = UsualPods.GetValueOrDefault(app.Key, ready);
            foreach (var one in app)
                one.CpuWorkload.Take(one.Ready ? (double)usual / ready : 0, now);
        }
    }
}
