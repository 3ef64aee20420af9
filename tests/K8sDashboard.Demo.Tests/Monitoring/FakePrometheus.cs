using K8sDashboard.Demo.Monitoring;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>Shell scripts in place of prometheus and promtool.</summary>
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

    /// <summary>A script that prints a line and exits.</summary>
    public static FakePrometheus Saying(string words, int exitCode = 0) => new($"echo '{words}'\nexit {exitCode}");

    public void Dispose() => folder.Dispose();
}
