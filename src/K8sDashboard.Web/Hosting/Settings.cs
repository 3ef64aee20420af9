using System.Globalization;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring;

namespace K8sDashboard.Web.Hosting;

/// <summary>All settings and their validation.</summary>
public static class Settings
{
    /// <summary>Length of 128 bits in hexadecimal: infeasible to guess.</summary>
    public const int ShortestLaunchKey = 32;

    public static readonly IReadOnlyList<Setting> All =
    [
        new("--kubeconfig", "Cluster:Kubeconfig", "PATH", "the kubeconfig file (else $KUBECONFIG, then ~/.kube/config)", NotAFile),
        new("--context", "Cluster:Context", "NAME", "the context of the kubeconfig (else its current one)", Blank),
        new("--namespaces", "Cluster:Namespaces", "A,B", "only these namespaces (else all)", NotNamespaces),
        new("--port", "Hosting:Port", "PORT", "the port on this machine (5080; 0 takes a free one)", NotAPort),
        new(
            "--metrics-port",
            "Hosting:MetricsPort",
            "PORT",
            "another port for /metrics alone (else they are on the dashboard's)",
            NotAPort
        ),
        new(
            "--prometheus",
            "Prometheus:Url",
            "URL",
            "the Prometheus server (else one is looked for in the cluster)",
            PrometheusOptions.UrlFault
        )
        {
            FaultWhereExposed = PrometheusOptions.ExposedUrlFault,
        },
        new(
            "--prometheus-header",
            "Prometheus:Headers",
            "NAME=VALUE",
            "a header for it, several times (VALUE, file:PATH, env:NAME)",
            PrometheusOptions.HeadersFault
        )
        {
            IsList = true,
            FaultWhereExposed = PrometheusOptions.ExposedHeaderFault,
        },
        new(
            "--prometheus-bearer-token-file",
            "Prometheus:BearerTokenFile",
            "PATH",
            "a file with a bearer token for it",
            PrometheusOptions.BearerTokenFileFault
        ),
        new(
            "--prometheus-basic-auth-file",
            "Prometheus:BasicAuthFile",
            "PATH",
            "a file with user:password for it",
            PrometheusOptions.BasicAuthFileFault
        ),
        new("--launch-key", "Access:LaunchKey", "KEY", "the key of the link to open, for automation (else one is made)", NotAKey),
        new("--read-only", "Cluster:ReadOnly", "", "change nothing in the cluster", NotABool),
        new("--mode", "Access:Mode", "local|cluster", "local: for you, on this machine; cluster: for many, in a pod", NotAMode),
        new("--note", "Hosting:Note", "TEXT", "a line above every page, such as what cluster this is", Blank),
        new("--note-link", "Hosting:NoteLink", "URL", "where that line leads to", NotAWebAddress),
        new(
            "--keep-lost-pages",
            "Hosting:KeepLostPages",
            "HH:MM:SS",
            "how long a page is kept that lost its network (00:02:00)",
            NotAKeepingTime
        ),
    ];

    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);

    /// <summary>Validation errors of <paramref name="configuration"/>, each with the key of the setting.</summary>
    public static IEnumerable<string> FaultsOf(IConfiguration configuration) =>
        (
            from setting in All
            let value = configuration[setting.Key]
            where value is not null
            let fault = setting.FaultOf(value)
            where fault is not null
            select $"{setting.Name}: {fault}"
        )
            .Concat(FaultsOfPorts(configuration))
            .Concat(FaultsOfPrometheus(configuration));

    private static IEnumerable<string> FaultsOfPorts(IConfiguration configuration)
    {
        var port = configuration["Hosting:Port"] ?? $"{new HostingOptions().Port}";
        if (port != "0" && port == configuration["Hosting:MetricsPort"])
            yield return $"{All.Single(setting => setting.Key == "Hosting:MetricsPort").Name}: {port} is the dashboard's own port";
    }

    // Cross-validation of settings that are valid individually.
    private static IEnumerable<string> FaultsOfPrometheus(IConfiguration configuration)
    {
        var options = configuration.GetSection(PrometheusOptions.Section).Get<PrometheusOptions>() ?? new();
        if (options.Url is not null && PrometheusOptions.UrlFault(options.Url) is not null)
            yield break;
        if (options.Headers is not null && PrometheusOptions.HeadersFault(options.Headers) is not null)
            yield break;
        if (options.TogetherFault() is { } fault)
            yield return fault;
    }

    private static string? Blank(string value) => string.IsNullOrWhiteSpace(value) ? "is empty" : null;

    private static string? NotAFile(string path) =>
        Blank(path)
        ?? (
            Directory.Exists(path) ? $"\"{path}\" is a directory, not a file"
            : File.Exists(path) ? null
            : $"there is no file \"{path}\""
        );

    private static string? NotNamespaces(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0)
            return "is empty";
        return names.FirstOrDefault(name => !KubeName.IsNamespace(name)) is { } wrong
            ? $"\"{wrong}\" is not a namespace's name (lower case letters, digits and '-', at most 63)"
            : null;
    }

    private static string? NotAPort(string value) =>
        ushort.TryParse(value, out _) ? null : $"\"{value}\" is not a port (0 to {ushort.MaxValue})";

    // At most fifty circuits are retained, each of some MB.
    private static string? NotAKeepingTime(string value) =>
        TimeSpan.TryParseExact(value, ["c", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out var time)
        && time >= TimeSpan.Zero
        && time <= LongestKept
            ? null
            : $"\"{value}\" is not a time of 00:00:00 to 01:00:00";

    // Any other scheme (javascript:) could run a script on click.
    private static string? NotAWebAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? null
            : $"\"{value}\" is not an http or https address";

    private static string? NotAKey(string value) =>
        value.Length >= ShortestLaunchKey
            ? value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~')
                ? null
                : "may hold letters, digits and - _ . ~ only, since it goes into an address"
            : $"has {value.Length} characters, and must have at least {ShortestLaunchKey}";

    private static string? NotABool(string value) => bool.TryParse(value, out _) ? null : $"\"{value}\" is neither true nor false";

    private static string? NotAMode(string value) =>
        Enum.TryParse<AccessMode>(value, ignoreCase: true, out var mode) && Enum.IsDefined(mode) && !int.TryParse(value, out _)
            ? null
            : $"\"{value}\" is neither local nor cluster";
}
