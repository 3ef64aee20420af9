using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Tests.Life;
using K8sDashboard.Demo.Troubles;

namespace K8sDashboard.Demo.Tests.Troubles;

public sealed class StoryTests
{
    [Fact]
    public void Troubles_OneFullRound_AreAnnouncedVisibleAndMended()
    {
        var world = new World();
        var (story, messages, seen) = (new Story(World.Start), new List<string>(), new HashSet<string>());
        for (var end = World.Start + Schedule.Round; world.Now < end; )
        {
            world.Run(TimeSpan.FromSeconds(5), now => story.Turn(world.Cluster, now, messages.Add));
            foreach (var pod in world.Store.List<Pod>())
                seen.Add(
                    Given.Waiting(pod) is { Length: > 0 } waiting
                        ? waiting
                        : pod.Status.ContainerStatuses.FirstOrDefault()?.LastState?.Terminated?.Reason ?? pod.Status.Reason
                );
            foreach (
                var condition in world
                    .Store.List<Node>()
                    .SelectMany(node => node.Status.Conditions)
                    .Where(one => one.Status == (one.Type == "Ready" ? "Unknown" : "True"))
            )
                seen.Add(condition.Type);
        }

        foreach (var word in (string[])["ImagePullBackOff", "CrashLoopBackOff", "OOMKilled", "Evicted", "MemoryPressure", "Ready"])
            Assert.Contains(word, seen);
        Assert.All(Schedule.All, trouble => Assert.Contains(messages, line => line.StartsWith(trouble.Title, StringComparison.Ordinal)));
        Assert.Equal(Schedule.All.Length, messages.Count(line => line.StartsWith("Mended: ", StringComparison.Ordinal)));
        Assert.Empty(story.Ongoing);
        Assert.Equal(
            ["admin"],
            world.Store.List<Deployment>().Where(one => one.Status.AvailableReplicas < one.Spec.Replicas).Select(one => one.Metadata.Name)
        );
    }

    [Fact]
    public void Troubles_AlreadyMendedByUser_KeepUserChange()
    {
        var world = new World();
        var story = new Story(World.Start);
        world.Run(TimeSpan.FromMinutes(2), now => story.Turn(world.Cluster, now, _ => { }));
        var checkout = world.Store.Get<Deployment>("shop", "checkout")!;
        checkout.Spec.Template.Spec.Containers[0].Image = "registry.example.com/shop/checkout:1.19.0";
        world.Store.Update(checkout);
        world.Run(TimeSpan.FromMinutes(10), now => story.Turn(world.Cluster, now, _ => { }));

        Assert.Equal(
            "registry.example.com/shop/checkout:1.19.0",
            world.Store.Get<Deployment>("shop", "checkout")!.Spec.Template.Spec.Containers[0].Image
        );
    }

    [Fact]
    public void MemoryPressure_Mended_LeavesWhatOthersHaveOfEvictedPods()
    {
        var world = new World();
        var story = new Story(World.Start);
        void Run(int minutes) => world.Run(TimeSpan.FromMinutes(minutes), now => story.Turn(world.Cluster, now, _ => { }));
        bool IsEvicted(Pod pod) => pod.Status is { Reason: "Evicted" };
        foreach (var (ns, name, node) in new[] { ("lab", "mine", "worker-1"), ("shop", "cart-evicted", "worker-3") })
        {
            world.Store.Create(
                new Pod
                {
                    Metadata = new()
                    {
                        Namespace = ns,
                        Name = name,
                        Labels = { ["app.kubernetes.io/name"] = "cart" },
                    },
                    Spec = new() { NodeName = node },
                    Status = new()
                    {
                        Phase = "Failed",
                        Reason = "Evicted",
                        Message = "The node was low on resource: ephemeral-storage.",
                    },
                }
            );
        }

        Run(18);
        Assert.True(world.Store.List<Pod>().Count(IsEvicted) > 2);
        Run(3);
        Assert.Equal(
            ["cart-evicted", "mine"],
            world.Store.List<Pod>().Where(IsEvicted).Select(pod => pod.Metadata.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void HappeningPage_CurrentNextAndUnannouncedTroubles_AreListedWithDashboardLinks()
    {
        var world = new World();
        var story = new Story(World.Start);
        world.Run(TimeSpan.FromMinutes(2), now => story.Turn(world.Cluster, now, _ => { }));
        var page = HappeningPage.Of(story, "http://localhost:5080", world.Now);

        Assert.Contains("<a href=\"http://localhost:5080/workloads/deployments/shop/checkout\">A bad image is rolled out</a>", page);
        Assert.Contains("in 2 min: A release leaks memory", page);
        Assert.Contains("http://localhost:5080/services/marketing/newsletter", page);
        Assert.DoesNotContain("http://localhost", HappeningPage.Of(story, null, world.Now));
    }
}
