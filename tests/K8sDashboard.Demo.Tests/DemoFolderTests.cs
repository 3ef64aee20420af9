namespace K8sDashboard.Demo.Tests;

public sealed class DemoFolderTests
{
    [Fact]
    [Trait("Fault", "F16-demo-killed")]
    public void DemoFolder_AbandonedFolder_IsDeletedAndRunningOneKept()
    {
        using var running = new DemoFolder();
        var abandoned = Directory.CreateTempSubdirectory("k8sdashboard-demo-").FullName;
        var foreign = Directory.CreateTempSubdirectory("k8sdashboard-demo-").FullName;
        File.WriteAllText(Path.Combine(abandoned, "in-use"), "");
        File.WriteAllText(Path.Combine(abandoned, "kubeconfig"), "token: secret");
        using var next = new DemoFolder();
        Assert.True(Directory.Exists(running.Path));
        Assert.True(Directory.Exists(foreign));
        Assert.False(Directory.Exists(abandoned));
        Directory.Delete(foreign);
    }

    [Fact]
    [Trait("BadInput", "B18-demo-no-disk-space")]
    public void DemoFolder_DiskFull_ThrowsWithPathAndReason()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "a device that is always full stands in for a disk");
        using var folder = new DemoFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "prometheus.yml"), "/dev/full");
        Assert.StartsWith(
            $"{Path.Combine(folder.Path, "prometheus.yml")} cannot be written: No space left on device",
            Assert.Throws<DemoException>(() => folder.Write("prometheus.yml", "scrape_configs: []")).Message
        );
    }
}
