using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class StumblingTests
{
    [Fact]
    public void Controllers_OneControllerThrows_IsReportedAndOthersRun()
    {
        var store = new ObjectStore(TimeProvider.System);
        // Invalid, as no API server would store it: the volume controller throws on it.
        store.Create(
            new PersistentVolumeClaim
            {
                Metadata = new ObjectMeta { Namespace = "shop", Name = "empty" },
            }
        );
        store.Create(
            new Pod
            {
                Metadata = new ObjectMeta { Namespace = "shop", Name = "web" },
                Spec = new PodSpec
                {
                    Containers =
                    {
                        new Container { Name = "web", Image = "nginx:1.27.0" },
                    },
                },
                Status = new PodStatus { Phase = "Pending" },
            }
        );
        var faults = new List<Exception>();
        using var cluster = new LivingCluster(store, 7, Machines.All) { Stumbles = faults.Add };
        cluster.Turn(TimeProvider.System.GetUtcNow());
        Assert.NotEmpty(faults);
        Assert.Contains(store.Get<Pod>("shop", "web")!.Status.Conditions, condition => condition.Type == "PodScheduled");
        cluster.Stumbles = null;
        Assert.ThrowsAny<Exception>(() => cluster.Turn(TimeProvider.System.GetUtcNow().AddMinutes(1)));
    }
}
