using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Monitoring;

public sealed class PrometheusProgramTests
{
    [Theory]
    [InlineData("prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+deb12u1)", "2.42")]
    [InlineData("prometheus, version 3.5.0 (branch: HEAD)", "3.5")]
    [InlineData("something else", null)]
    public void The_version_is_read_from_what_it_says(string words, string? version) => Assert.Equal(version, PrometheusProgram.ParseVersion(words)?.ToString());

    [Fact]
    [Trait("BadInput", "A Prometheus that is too old")]
    public void One_that_is_too_old_is_told_with_its_version_and_another_behind_it_is_taken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "shell scripts stand in for programs");
        using var old = new Saying("prometheus, version 2.30.3 (branch: HEAD)");
        using var good = new Saying("prometheus, version 2.53.1 (branch: HEAD)");
        var (none, trouble) = PrometheusProgram.Find(old.Folder);
        Assert.Null(none);
        Assert.Equal($"{Path.Combine(old.Folder, "prometheus")} is 2.30, and 2.42 or newer is needed", trouble);
        Assert.Equal(new Version(2, 53), PrometheusProgram.Find(old.Folder, good.Folder).Program!.Version);
        Assert.Contains("no prometheus", PrometheusProgram.Find("/nowhere").Trouble!);
    }

    [Fact]
    [Trait("BadInput", "A Prometheus that crashes")]
    public async Task One_that_ends_at_once_is_told_with_its_last_words()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "shell scripts stand in for programs");
        using var broken = new Saying("opening storage failed: mmap: cannot allocate memory", exitCode: 1);
        var program = new PrometheusProgram(Path.Combine(broken.Folder, "prometheus"), "", new Version(2, 42));
        var fault = await Assert.ThrowsAsync<DemoException>(() => PrometheusProcess.StartAsync(program, "x.yml", "x", FreePort.Take(), TimeProvider.System, CancellationToken.None));
        Assert.Equal("Prometheus ended with exit code 1: opening storage failed: mmap: cannot allocate memory", fault.Message);
    }

    [Fact]
    [Trait("BadInput", "No room for the demo's metrics")]
    public void A_disk_that_takes_no_more_is_told_in_a_line()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "a device that is always full stands in for a disk");
        using var folder = new DemoFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "history.txt"), "/dev/full");
        var targets = new Targets(new World().Cluster, World.Start).All().ToList();
        using var backfill = new Backfill(folder.Path);
        var fault = Assert.Throws<DemoException>(() => backfill.Add(targets, World.Start));
        Assert.StartsWith("The metrics of the past cannot be written: No space left on device", fault.Message);
    }

    /// <summary>A prometheus and a promtool that say a line and end.</summary>
    private sealed class Saying : IDisposable
    {
        private readonly DemoFolder folder = new();

        public Saying(string words, int exitCode = 0)
        {
            foreach (var name in (string[])["prometheus", "promtool"])
            {
                var file = folder.Write(name, $"#!/bin/sh\necho '{words}'\nexit {exitCode}\n");
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        public string Folder => folder.Path;

        public void Dispose() => folder.Dispose();
    }
}
