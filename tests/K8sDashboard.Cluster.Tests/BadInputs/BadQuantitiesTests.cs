using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using Wire = K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Invalid and extreme quantities: an invalid one is unknown, never zero, and does not stop the loop.</summary>
public sealed class BadQuantitiesTests
{
    [Fact]
    [Trait("BadInput", "B05-quantities")]
    public void Quantity_ValidOrInvalidText_ParsesAsInKubernetesOrIsNull()
    {
        foreach (var (text, expected) in BadQuantities.All)
        {
            var read = Quantity.Parse(text);
            Assert.True(
                expected is null
                    ? read is null
                    : read is { } number && Math.Abs(number - expected.Value) <= 1e-12 * Math.Abs(expected.Value),
                $"\"{text[..Math.Min(40, text.Length)]}\" is {read}, not {expected}"
            );
        }
    }

    [Fact]
    [Trait("BadInput", "B05-quantities")]
    public async Task Reflector_PodsWithInvalidQuantities_AreListedWithTheParsedQuantityOrNull()
    {
        await using var api = new PodApi();
        await api.StartAsync();
        var texts = BadQuantities.All.Keys.ToList();
        for (var i = 0; i < texts.Count; i++)
            api.Put($"pod-{i:000}", pod => pod.Spec.Containers.Add(Asking(texts[i])));

        await using var pods = new WatchedPods(api);
        var table = await pods.SeeLiveAsync([.. texts.Select((_, i) => $"pod-{i:000}")]);

        Assert.Equal(new SyncState.Live(), table.Sync);
        for (var i = 0; i < texts.Count; i++)
        {
            var template = table.Find("default", $"pod-{i:000}")!.Containers[^1].Template;
            Assert.Equal(Quantity.Parse(texts[i]), template.Requests.Cpu);
            Assert.Equal(Quantity.Parse(texts[i]), template.Limits.Memory);
        }
    }

    private static Wire.Container Asking(string amount) =>
        new()
        {
            Name = "asking",
            Resources = new()
            {
                Requests = { ["cpu"] = new Wire.Quantity { String = amount } },
                Limits = { ["memory"] = new Wire.Quantity { String = amount } },
            },
        };
}
