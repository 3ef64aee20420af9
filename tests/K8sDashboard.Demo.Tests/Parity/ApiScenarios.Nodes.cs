using System.Globalization;
using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Nodes and events, as objects and as Tables.</content>
public abstract partial class ApiScenarios
{
    private const string Node = "SPACE-node";
    private const string NewNode =
        """{"metadata":{"name":"SPACE-node","labels":{"kubernetes.io/role":"edge","node-role.kubernetes.io/control-plane":""}}"""
        + ""","status":{"capacity":{"cpu":"2","memory":"4Gi","pods":"10"}}}""";
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";

    [Fact]
    public async Task Node_WithoutAllocatable_HasItsCapacityAndTakesNoPodsYet()
    {
        var node = await Api.ObjectAsync("POST", "api/v1/nodes?dryRun=All", NewNode);
        Assert.Equal("""{"cpu":"2","memory":"4Gi","pods":"10"}""", node["status"]!["allocatable"]!.ToJsonString());
        Assert.Equal("""[{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule"}]""", node["spec"]!["taints"]!.ToJsonString());
    }

    [Fact]
    public Task Node_OfEitherLabelOfRoles_HasThatRole() =>
        OnANodeAsync(async () => Assert.Equal([Node, "Unknown", "control-plane,edge"], (await CellsAsync($"api/v1/nodes/{Node}"))[..3]));

    [Fact]
    public async Task Event_OfTheNewerApi_IsPrintedWithItsOwnTimeAndItsSeries()
    {
        const string Said = """
            {"metadata":{"name":"NAME"},
            "involvedObject":{"kind":"Pod","namespace":"SPACE","name":"p","fieldPath":"spec.containers{c}"},
            "type":"Normal","reason":"Tested","message":" words ","action":"Test",
            "reportingComponent":"example.com/tester","reportingInstance":"tester-0","eventTime":"TIME"SERIES}
            """;
        const string Events = "api/v1/namespaces/SPACE/events";
        await SayAsync("once", "");
        await SayAsync("series", $$""","series":{"count":3,"lastObservedTime":"{{Ago(9)}}"}""");
        Assert.Equal(
            ["20d", "Normal", "Tested", "pod/p", "spec.containers{c}", "example.com/tester, tester-0", "words", "20d", "1", "once"],
            await CellsAsync($"{Events}/once")
        );
        Assert.Equal(
            ["9d", "Normal", "Tested", "pod/p", "spec.containers{c}", "example.com/tester, tester-0", "words", "20d", "4", "series"],
            await CellsAsync($"{Events}/series")
        );

        string Ago(int days) =>
            TimeProvider
                .System.GetUtcNow()
                .AddDays(-days)
                .AddMinutes(-1)
                .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        Task SayAsync(string name, string series) =>
            Api.ObjectAsync(
                "POST",
                Events,
                Said.Replace("NAME", name, StringComparison.Ordinal)
                    .Replace("TIME", Ago(20), StringComparison.Ordinal)
                    .Replace("SERIES", series, StringComparison.Ordinal)
            );
    }

    private async Task OnANodeAsync(Func<Task> test)
    {
        await Api.ObjectAsync("POST", "api/v1/nodes", NewNode);
        try
        {
            await test();
        }
        finally
        {
            // There is no kubelet to terminate them.
            await Api.AskAsync("DELETE", $"{Pods}?gracePeriodSeconds=0");
            await Api.AskAsync("DELETE", $"api/v1/nodes/{Node}");
        }
    }

    private async Task<string[]> CellsAsync(string path)
    {
        var (code, text) = await Api.AskAsync("GET", path, accept: Table);
        Assert.Equal(200, code);
        return [.. JsonNode.Parse(text)!["rows"]![0]!["cells"]!.AsArray().Select(cell => cell!.ToString())];
    }
}
