namespace K8sDashboard.Demo.Tests;

public sealed class DemoOptionsTests
{
    [Fact]
    public void Every_option_is_read_and_in_the_help()
    {
        var (options, help, faults) = DemoOptions.Parse(
            ["--port", "5080", "--api-port=6443", "--seed", "11", "--no-troubles", "--no-prometheus", "--no-history", "--no-dashboard", "--launch-key", "0123456789abcdef0123456789abcdef"]);
        Assert.Equal(
            new DemoOptions
            {
                Port = 5080, ApiPort = 6443, Seed = 11, Troubles = false, Prometheus = false, History = false, Dashboard = false, LaunchKey = "0123456789abcdef0123456789abcdef",
            },
            options);
        Assert.False(help);
        Assert.Empty(faults);
        foreach (var flag in (string[])["--port", "--api-port", "--seed", "--no-troubles", "--no-prometheus", "--no-history", "--no-dashboard", "--launch-key", "--help"])
            Assert.Contains(flag, DemoOptions.HelpText);
    }

    [Theory]
    [Trait("BadInput", "Wrong options of the demo")]
    [InlineData("Unknown option --ports.", "--ports", "80")]
    [InlineData("Unknown option now.", "now")]
    [InlineData("--port takes a number from 0 to 65535, not '65536'.", "--port", "65536")]
    [InlineData("--port takes a number from 0 to 65535, not '-1'.", "--port=-1")]
    [InlineData("--seed needs a value.", "--seed")]
    [InlineData("--seed needs a value.", "--seed", "--no-history")]
    [InlineData("--port and --api-port are both 5080.", "--port", "5080", "--api-port", "5080")]
    public void What_is_wrong_is_said(string fault, params string[] args) => Assert.Contains(fault, DemoOptions.Parse(args).Faults);
}
