using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sDashboard.Cluster.Tests.Authentication;

/// <summary>A credential plugin as a shell script, with the files that it writes.</summary>
internal sealed class PluginFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("credential-plugin-");

    /// <param name="body">The script: it runs in a shell, with <c>$here</c> as its folder, after its run was counted.</param>
    public PluginFolder(string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the plugin");
        File.WriteAllText(Script, $"#!/bin/sh\nhere={folder.FullName}\necho x >>$here/runs\n{body.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The output of a plugin with a token.</summary>
    public static string Token(string token, string expires = "") => Answer($"\"token\":\"{token}\"", expires);

    public static string Answer(string status, string expires = "") =>
        $$"""printf '%s' '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{ {{status}}"""
        + (expires.Length > 0 ? $",\"expirationTimestamp\":\"{expires}\"" : "")
        + " } }'";

    public int Runs => File.Exists(Of("runs")) ? File.ReadAllLines(Of("runs")).Length : 0;

    /// <summary>The text on the terminal.</summary>
    public string Terminal { get; private set; } = "";

    private string Script => Of("plugin");

    public string Of(string file) => Path.Combine(folder.FullName, file);

    public CredentialCache Cache(TimeProvider time, PluginSignIn? state = null, bool terminal = false)
    {
        var entry = new PluginEntry
        {
            Command = Script,
            ApiVersion = "client.authentication.k8s.io/v1",
            InteractiveMode = "IfAvailable",
        };
        state ??= new();
        var cache = new CredentialCache(
            new ExecPlugin(entry, null, null, new(terminal, chunk => Terminal += chunk), state, time, NullLogger.Instance),
            time
        );
        state.OnRetry(cache);
        return cache;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
