using System.Collections.Immutable;
using K8sDashboard.Faults;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Monitoring.Tests.Faults;

/// <summary>A Prometheus behind a failing network: an answer with its cause, never an exception, and recovery afterwards.</summary>
public sealed class SpoiledPrometheusTests : IAsyncLifetime
{
    private static readonly TimeGrid Grid = TimeGrid.Covering(
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddMinutes(1),
        TimeSpan.FromSeconds(15)
    );

    private LoopbackPrometheus server = null!;
    private FaultProxy proxy = null!;
    private int questions;

    public static TheoryData<string> Spoiled => ["cut", "truncated", "a page", "down", "503"];

    public async ValueTask InitializeAsync()
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => LoopbackPrometheus.Matrix(context);
        proxy = await FaultProxy.StartAsync(new(server.Address) { Tls = false, Protocols = HttpProtocols.Http1 });
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    [Trait("Fault", "F10-prometheus")]
    public async Task PrometheusClient_NetworkFault_ReportsReasonAndRecoversAfterwards(string trouble)
    {
        using var client = LoopbackPrometheus.ClientOf(proxy.Address);
        using (SwitchOn(trouble))
            AssertTrouble(await AskAsync(client));

        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(await AskAsync(client));
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task PrometheusClient_HalfOpenConnection_FailsWithReasonWithin25Seconds()
    {
        using var client = LoopbackPrometheus.ClientOf(proxy.Address);
        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(await AskAsync(client));
        proxy.Line.FallSilent();
        var began = TimeProvider.System.GetTimestamp();

        AssertTrouble(await AskAsync(client));

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(25));
    }

    private static void AssertTrouble(PrometheusAnswer<ImmutableArray<TimeSeries>> answer) =>
        Assert.NotEqual(
            "",
            answer switch
            {
                PrometheusAnswer<ImmutableArray<TimeSeries>>.Unreachable unreachable => unreachable.Message,
                PrometheusAnswer<ImmutableArray<TimeSeries>>.Rejected refused => refused.Message,
                _ => "",
            }
        );

    /// <summary>Another query each time: equal ones would be cached.</summary>
    private Task<PrometheusAnswer<ImmutableArray<TimeSeries>>> AskAsync(PrometheusClient client) =>
        client.RangeAsync($"up + {questions++}", Grid, default);

    private IDisposable SwitchOn(string trouble)
    {
        if (trouble == "down")
        {
            proxy.Line.Refuse();
            return new Return(proxy.Line);
        }

        return proxy.Rules.On(
            _ => true,
            trouble switch
            {
                "cut" => new Fault.Cut(10),
                "truncated" => new Fault.Truncate(10),
                "a page" => new Fault.Answer(200, "text/html", "<html>please sign in</html>"u8.ToArray()),
                _ => new Fault.Answer(503),
            }
        );
    }

    private sealed class Return(Line line) : IDisposable
    {
        public void Dispose() => line.Accept();
    }
}
