using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Tests.Authentication;

/// <summary>The lookup of a credential plugin's program: a bare name by PATH, never in the current directory.</summary>
public sealed class PluginCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plugin-command-");
    private readonly string name = $"plugin-{Guid.NewGuid():n}";

    public PluginCommandTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs are known there by their endings");
        Lay(folder.FullName);
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        File.Delete(Path.Combine(Environment.CurrentDirectory, name));
    }

    [Fact]
    public void PluginCommand_BareName_IsFoundInPath() =>
        Assert.Equal(Path.Combine(folder.FullName, name), PluginCommand.Find(name, $"/nowhere:{folder.FullName}"));

    [Fact]
    public void PluginCommand_RelativePathEntries_AreSkipped() =>
        Assert.Null(PluginCommand.Find(name, $"{Path.GetRelativePath(Environment.CurrentDirectory, folder.FullName)}:.:"));

    [Fact]
    public void PluginCommand_BareNameInCurrentDirectory_IsNotFound()
    {
        Lay(Environment.CurrentDirectory);
        Assert.Null(PluginCommand.Find(name, "/nowhere"));
    }

    [Fact]
    public void PluginCommand_FileNotExecutable_IsNotFound()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "text"), "");
        Assert.Null(PluginCommand.Find("text", folder.FullName));
        Assert.Null(PluginCommand.Find(Path.Combine(folder.FullName, "text"), null));
    }

    private void Lay(string where)
    {
        var file = Path.Combine(where, name);
        File.WriteAllText(file, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
