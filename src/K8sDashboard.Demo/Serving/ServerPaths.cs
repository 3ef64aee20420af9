using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>Non-resource paths: health, version, metrics.</summary>
internal sealed class ServerPaths(ApiServerOptions options)
{
    private static readonly string[] Checks =
    [
        "ping",
        "log",
        "etcd",
        "poststarthook/start-apiserver-admission-initializer",
        "poststarthook/generic-apiserver-start-informers",
        "poststarthook/max-in-flight-filter",
        "poststarthook/rbac/bootstrap-roles",
        "poststarthook/bootstrap-controller",
        "poststarthook/start-kube-aggregator-informers",
        "poststarthook/apiservice-registration-controller",
        "autoregister-completion",
    ];

    /// <summary>Whether the path is one of them; if so, it has been answered.</summary>
    public async Task<bool> AnswerAsync(HttpContext http)
    {
        var parts = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["livez" or "readyz" or "healthz"]:
                await Answers.WriteTextAsync(http, 200, http.Request.Query.ContainsKey("verbose") ? Verbose(parts[0]) : "ok");
                return true;
            case ["livez" or "readyz" or "healthz", ..] when Checks.Contains(string.Join('/', parts.Skip(1))):
                await Answers.WriteTextAsync(http, 200, "ok");
                return true;
            case ["version"]:
                await Answers.WriteAsync(
                    http,
                    200,
                    "application/json",
                    System.Text.Encoding.UTF8.GetBytes(Version().ToJsonString(new() { WriteIndented = true }))
                );
                return true;
            case ["metrics"] when options.Metrics is { } metrics:
                await Answers.WriteAsync(
                    http,
                    200,
                    "text/plain; version=0.0.4; charset=utf-8",
                    System.Text.Encoding.UTF8.GetBytes(await metrics())
                );
                return true;
            default:
                return false;
        }
    }

    private static string Verbose(string check)
    {
        var all = check == "readyz" ? Checks.Append("shutdown") : Checks;
        return string.Concat(all.Select(one => $"[+]{one} ok\n")) + $"{check} check passed\n";
    }

    private JsonObject Version()
    {
        var parts = options.KubernetesVersion.TrimStart('v').Split('.');
        return new JsonObject
        {
            ["major"] = parts[0],
            ["minor"] = parts[1],
            ["emulationMajor"] = parts[0],
            ["emulationMinor"] = parts[1],
            ["minCompatibilityMajor"] = parts[0],
            ["minCompatibilityMinor"] = $"{int.Parse(parts[1], CultureInfo.InvariantCulture) - 1}",
            ["gitVersion"] = options.KubernetesVersion,
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "none: a simulation",
            ["compiler"] = "none",
            ["platform"] = "linux/amd64",
        };
    }
}
