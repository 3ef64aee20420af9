using System.Net;
using System.Threading.Channels;
using K8sDashboard.Demo.Monitoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Monitoring;

public sealed class KeptPrometheusTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Exits when a file appears.
    private const string Mortal =
        """echo x >> "$0.starts"; while [ ! -e "$0.die" ]; do sleep 0.02; done; rm "$0.die"; echo 'out of memory'; exit 2""";

    private readonly FakeTimeProvider time = new();
    private readonly Channel<string> said = Channel.CreateUnbounded<string>();

    [Fact]
    [Trait("BadInput", "B18-demo-prometheus-crash-loop")]
    public async Task KeptPrometheus_CrashesRepeatedly_IsRestartedThreeTimesThenStaysDown()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the program");
        using var program = new FakePrometheus(Mortal);
        await using var answering = await AnsweringAsync();
        await using (var kept = Keep(program, answering))
        {
            await kept.Started;
            for (var again = 1; again <= KeptPrometheus.Restarts; again++)
            {
                Assert.Equal(
                    $"Prometheus ended with exit code 2: out of memory{Environment.NewLine}It is started again ({again} of 3).",
                    await CrashAsync(program)
                );
                time.Advance(Pause);
            }

            Assert.EndsWith("It is not started again, so charts get no further.", await CrashAsync(program));
            time.Advance(Pause);
        }

        Assert.Equal(4, Starts(program));
    }

    [Fact]
    public async Task KeptPrometheus_HealthyFor11MinutesBetweenCrashes_ResetsRestartCount()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the program");
        using var program = new FakePrometheus(Mortal);
        await using var answering = await AnsweringAsync();
        await using var kept = Keep(program, answering);
        await kept.Started;
        for (var day = 1; day <= KeptPrometheus.Restarts + 2; day++)
        {
            while (Starts(program) < day)
                await Task.Yield();
            time.Advance(TimeSpan.FromMinutes(11));
            Assert.EndsWith("It is started again (1 of 3).", await CrashAsync(program));
            time.Advance(Pause);
        }
    }

    [Fact]
    [Trait("BadInput", "B18-demo-no-disk-space")]
    public async Task KeptPrometheus_DiskFullWhileRunning_IsReportedOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the program");
        using var program = new FakePrometheus(
            $"""
            for _ in 1 2; do
              echo 'level=error msg="Scrape commit failed" err="write to WAL: log samples: write wal/00000000: no space left on device"'
            done
            {Mortal}
            """
        );
        await using var answering = await AnsweringAsync();
        await using var kept = Keep(program, answering);
        await kept.Started;
        Assert.Equal("There is no room for Prometheus' data in x: charts get no further until there is.", await said.Reader.ReadAsync());
        Assert.StartsWith("Prometheus ended", await CrashAsync(program));
    }

    [Fact]
    public async Task KeptPrometheus_FirstStartFails_FailsWithoutRestart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the program");
        using var program = FakePrometheus.Saying("no space left on device", exitCode: 1);
        var port = new FreePort();
        port.Dispose();
        await using var kept = new KeptPrometheus(
            stop => PrometheusProcess.StartAsync(program.Program, "x.yml", "x", port.Number, _ => { }, TimeProvider.System, stop),
            line => said.Writer.TryWrite(line),
            time,
            CancellationToken.None
        );
        Assert.Equal(
            "Prometheus ended with exit code 1: no space left on device",
            (await Assert.ThrowsAsync<DemoException>(() => kept.Started)).Message
        );
        Assert.False(said.Reader.TryRead(out _));
    }

    private KeptPrometheus Keep(FakePrometheus program, WebApplication answering) =>
        new(
            stop =>
                PrometheusProcess.StartAsync(
                    program.Program,
                    "x.yml",
                    "x",
                    new Uri(answering.Urls.Single()).Port,
                    line => said.Writer.TryWrite(line),
                    time,
                    stop
                ),
            line => said.Writer.TryWrite(line),
            time,
            CancellationToken.None
        );

    private async Task<string> CrashAsync(FakePrometheus program)
    {
        await File.WriteAllTextAsync(program.Program.Server + ".die", "");
        return await said.Reader.ReadAsync();
    }

    private static int Starts(FakePrometheus program) =>
        File.Exists(program.Program.Server + ".starts") ? File.ReadAllLines(program.Program.Server + ".starts").Length : 0;

    // A readiness endpoint on behalf of the script.
    private static async Task<WebApplication> AnsweringAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(_ => Task.CompletedTask);
        await app.StartAsync();
        return app;
    }
}
