using K8sDashboard.Demo.Monitoring;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>A folder with a prometheus and a promtool that are shell scripts.</summary>
internal sealed class FakePrometheus : IDisposable
{
    private readonly DemoFolder folder = new();

    public FakePrometheus(string script)
    {
        foreach (var name in (string[])["prometheus", "promtool"])
        {
            var file = folder.Write(name, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public string Folder => folder.Path;

    public PrometheusProgram Program => new(Path.Combine(Folder, "prometheus"), Path.Combine(Folder, "promtool"), PrometheusProgram.Oldest);

    /// <summary>One that says a line and ends.</summary>
    public static FakePrometheus Saying(string words, int exitCode = 0) => new($"echo '{words}'\nexit {exitCode}");

    public void Dispose() => folder.Dispose();
}
