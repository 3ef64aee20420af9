using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Tests.Life;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Monitoring;

public sealed class PrometheusProgramTests
{
    [Theory]
    [InlineData("prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+deb12u1)", "2.42")]
    [InlineData("prometheus, version 3.5.0 (branch: HEAD)", "3.5")]
    [InlineData("something else", null)]
    public void PrometheusProgram_VersionOutput_IsParsed(string words, string? version) =>
        Assert.Equal(version, PrometheusProgram.ParseVersion(words)?.ToString());

    [Fact]
    [Trait("BadInput", "B18-demo-prometheus-too-old")]
    public void PrometheusProgram_VersionTooOld_IsReportedAndNextProgramIsUsed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "shell scripts stand in for programs");
        using var old = FakePrometheus.Saying("prometheus, version 2.30.3 (branch: HEAD)");
        using var good = FakePrometheus.Saying("prometheus, version 2.53.1 (branch: HEAD)");
        var (none, trouble) = PrometheusProgram.Find(old.Folder);
        Assert.Null(none);
        Assert.Equal($"{Path.Combine(old.Folder, "prometheus")} is 2.30, and 2.42 or newer is needed", trouble);
        Assert.Equal(new Version(2, 53), PrometheusProgram.Find(old.Folder, good.Folder).Program!.Version);
        Assert.Contains("no prometheus", PrometheusProgram.Find("/nowhere").Trouble!);
    }

    [Fact]
    [Trait("BadInput", "B18-demo-prometheus-crash")]
    public async Task PrometheusProcess_ExitsAtOnce_FailsWithExitCodeAndOutput()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "shell scripts stand in for programs");
        using var broken = FakePrometheus.Saying("opening storage failed: mmap: cannot allocate memory", exitCode: 1);
        var port = new FreePort();
        port.Dispose();
        var fault = await Assert.ThrowsAsync<DemoException>(() =>
            PrometheusProcess.StartAsync(broken.Program, "x.yml", "x", port.Number, _ => { }, TimeProvider.System, CancellationToken.None)
        );
        Assert.Equal("Prometheus ended with exit code 1: opening storage failed: mmap: cannot allocate memory", fault.Message);
    }

    [Fact]
    [Trait("BadInput", "B18-demo-prometheus-no-version")]
    public void PrometheusProgram_VersionCommandHangs_IsReported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "shell scripts stand in for programs");
        using var silent = new FakePrometheus("exec sleep 60");
        Assert.Equal(
            $"{Path.Combine(silent.Folder, "prometheus")} does not say its version",
            PrometheusProgram.Find(silent.Folder).Trouble
        );
    }

    [Fact]
    [Trait("BadInput", "B18-demo-prometheus-silent")]
    public async Task PrometheusProcess_NoAnswerFor60Seconds_FailsWithReason()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "shell scripts stand in for programs");
        using var silent = new FakePrometheus("echo replaying; touch \"$0.started\"; exec sleep 60");
        var port = new FreePort();
        port.Dispose();
        var time = new FakeTimeProvider();
        var starting = PrometheusProcess.StartAsync(silent.Program, "x.yml", "x", port.Number, _ => { }, time, CancellationToken.None);
        while (!File.Exists(silent.Program.Server + ".started"))
            await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(61));
        var fault = await Assert.ThrowsAsync<DemoException>(() => starting);
        Assert.StartsWith($"Prometheus does not answer at http://127.0.0.1:{port.Number}/ after 60 s: ", fault.Message);
    }

    [Fact]
    [Trait("BadInput", "B18-demo-no-disk-space")]
    public void Backfill_DiskFull_FailsWithReason()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "a device that is always full stands in for a disk");
        using var folder = new DemoFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "history.txt"), "/dev/full");
        var targets = new Targets(new World().Cluster, World.Start).All().ToList();
        using var backfill = new Backfill(folder.Path);
        var fault = Assert.Throws<DemoException>(() => backfill.Add(targets, World.Start));
        Assert.StartsWith("The metrics of the past cannot be written: No space left on device", fault.Message);
    }
}
