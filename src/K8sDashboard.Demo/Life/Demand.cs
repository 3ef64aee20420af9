using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// What comes in to each app, spread over those of its pods that are ready: the fewer there are, the more each has to do. The company's
/// customers do not come and go with its pods; what somebody else runs has as much to do as its pods usually have.
/// </summary>
public static class Demand
{
    private static readonly Dictionary<(string, string), int> UsualPods = Apps.All.ToDictionary(
        app => (app.Namespace, app.Name),
        app => app.Replicas
    );

    /// <summary>Gives each container its share.</summary>
    public static void Spread(IEnumerable<RunningContainer> running, DateTimeOffset now)
    {
        foreach (var app in running.Where(one => one.Does.Requests > 0).GroupBy(one => (one.Namespace, one.App)))
        {
            var ready = app.Count(one => one.Ready);
            // What nobody has named is nothing that they would ask for.
            var usual = UsualPods.GetValueOrDefault(app.Key, ready);
            foreach (var one in app)
                one.CpuWorkload.Take(one.Ready ? (double)usual / ready : 0, now);
        }
    }
}
