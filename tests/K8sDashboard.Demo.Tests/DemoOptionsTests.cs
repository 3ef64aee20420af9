using K8sDashboard.Demo.Fleet;

namespace K8sDashboard.Demo.Tests;

public sealed class DemoOptionsTests
{
    [Fact]
    public void DemoOptions_AllOptions_AreParsedAndInHelp()
    {
        var (options, help, faults) = DemoOptions.Parse([
            "--port",
            "5080",
            "--api-port=6443",
            "--seed",
            "11",
            "--no-troubles",
            "--no-prometheus",
            "--no-history",
            "--no-dashboard",
            "--launch-key",
            "0123456789abcdef0123456789abcdef",
            "--nodes",
            "50",
            "--pods=600",
            "--churn",
            "20",
            "--event-ttl",
            "5",
        ]);
        Assert.Equal(
            new DemoOptions
            {
                Port = 5080,
                ApiPort = 6443,
                Seed = 11,
                Troubles = false,
                Prometheus = false,
                History = false,
                Dashboard = false,
                LaunchKey = "0123456789abcdef0123456789abcdef",
                Fleet = new FleetSize(50, 600, 20),
                EventsKept = TimeSpan.FromMinutes(5),
            },
            options
        );
        Assert.False(help);
        Assert.Empty(faults);
        foreach (
            var flag in (string[])
                [
                    "--port",
                    "--api-port",
                    "--seed",
                    "--no-troubles",
                    "--no-prometheus",
                    "--no-history",
                    "--no-dashboard",
                    "--launch-key",
                    "--nodes",
                    "--pods",
                    "--churn",
                    "--event-ttl",
                    "--help",
                ]
        )
            Assert.Contains(flag, DemoOptions.HelpText);
    }

    [Theory]
    [Trait("BadInput", "B18-demo-options")]
    [InlineData("Unknown option --ports.", "--ports", "80")]
    [InlineData("Unknown option now.", "now")]
    [InlineData("--port takes a number from 0 to 65535, not '65536'.", "--port", "65536")]
    [InlineData("--port takes a number from 0 to 65535, not '-1'.", "--port=-1")]
    [InlineData("--seed needs a value.", "--seed")]
    [InlineData("--seed needs a value.", "--seed", "--no-history")]
    [InlineData("--port and --api-port are both 5080.", "--port", "5080", "--api-port", "5080")]
    [InlineData("--nodes takes a number from 1 to 20000, not '0'.", "--nodes", "0")]
    [InlineData("--nodes takes a number from 1 to 20000, not '20001'.", "--nodes", "20001", "--pods", "1")]
    [InlineData("--pods takes a number from 1 to 500000, not '-5'.", "--pods=-5")]
    [InlineData("--pods takes a number from 1 to 500000, not 'many'.", "--pods", "many")]
    [InlineData("--churn takes a number from 1 to 5000, not '0'.", "--pods", "10", "--churn", "0")]
    [InlineData("--churn takes a number from 1 to 5000, not '0.5'.", "--pods", "10", "--churn", "0.5")]
    [InlineData("--event-ttl takes a number from 1 to 1440, not '1h'.", "--event-ttl", "1h")]
    [InlineData("--churn needs --nodes or --pods: it is the fleet that changes.", "--churn", "100")]
    [InlineData("5000 pods do not fit on 10 nodes, which take 110 each: --nodes 46 or more.", "--nodes", "10", "--pods", "5000")]
    [InlineData(
        "20000 nodes with 30 pods each are more than the 500000 pods that are possible: say how many with --pods.",
        "--nodes",
        "20000"
    )]
    public void DemoOptions_InvalidArguments_ReportFault(string fault, params string[] args) =>
        Assert.Contains(fault, DemoOptions.Parse(args).Faults);

    [Theory]
    [InlineData(34, 1_000, "--pods", "1000")]
    [InlineData(20, 600, "--nodes", "20")]
    public void DemoOptions_OnlyNodesOrPodsGiven_UsesDefaultPodsPerNode(int nodes, int pods, params string[] args) =>
        Assert.Equal(new FleetSize(nodes, pods, 0), DemoOptions.Parse(args).Options.Fleet);
}
