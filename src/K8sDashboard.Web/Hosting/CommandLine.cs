using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Web.Hosting;

/// <summary>A parsed command line: help, or values of settings; and the unknown arguments.</summary>
public sealed record CommandLine(bool Help, IReadOnlyDictionary<string, string?> Values, IReadOnlyList<string> Faults)
{
    /// <summary>Parses <c>--flag value</c>, <c>--flag=value</c> and bare switches. Unknown arguments are errors.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var help = false;
        var values = new Dictionary<string, string?>();
        var faults = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var (flag, value) = args[index].Split('=', 2) is [var before, var after] ? (before, after) : (args[index], null);
            if (flag is "--help" or "-h" or "-?")
                help = true;
            else if (Settings.All.FirstOrDefault(setting => setting.Flag == flag) is not { } setting)
            {
                faults.Add($"Unknown option {flag}. Try --help.");
                // Skips the value of the unknown option: parsed as the next option, a secret would be repeated in its error message.
                if (value is null && index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal))
                    index++;
            }
            else if (setting.Placeholder.Length == 0)
                values[setting.Key] = value ?? "true";
            else if (value is not null)
                Set(setting, value);
            else if (index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal))
                Set(setting, args[++index]);
            else
                faults.Add($"{flag} needs a value: {flag} {setting.Placeholder}");
        }

        return new(help, values, faults);

        void Set(Setting setting, string value)
        {
            if (setting.FaultWhereExposed(value) is { } fault)
                faults.Add($"{setting.Name}: {fault}");
            else
                values[setting.Key] = setting.IsList && values.TryGetValue(setting.Key, out var before) ? $"{before}\n{value}" : value;
        }
    }

    public static string HelpText { get; } =
        string.Join(
            Environment.NewLine,
            [
                "K8sDashboard: a live dashboard of the Kubernetes cluster that your kubeconfig names.",
                "",
                "Options (each also as an environment variable, or as a key of appsettings.json):",
                .. Settings.All.Select(setting =>
                    $"  {$"{setting.Flag} {setting.Placeholder}", -24} {setting.Help}{Environment.NewLine}"
                    + $"  {"", -24} {setting.Variable}, {setting.Key}"
                ),
                $"  {"--help", -24} this text",
                "",
                "When it is ready it prints the link to open. The link works once; after that, the page says how to get a new one.",
            ]
        );

    // A list in a settings file, one value with newlines in an environment variable; the latter overrides the whole list.
    private static List<KeyValuePair<string, string?>> ListsOf(IConfiguration configuration) =>
        [
            .. from setting in Settings.All
            where setting.IsList && configuration[setting.Key] is null
            let lines = configuration.GetSection(setting.Key).GetChildren().Select(line => line.Value).ToList()
            where lines.Count > 0
            select KeyValuePair.Create(setting.Key, (string?)string.Join('\n', lines)),
        ];

    /// <summary>Applies the environment and then the command line over the settings file, and validates the result.</summary>
    /// <exception cref="StartupException">Invalid settings: lists all of them.</exception>
    public void ApplyTo(IConfigurationManager configuration, Func<string, string?> environment)
    {
        var variables = Settings
            .All.Select(setting => KeyValuePair.Create(setting.Key, environment(setting.Variable)))
            .Where(pair => !string.IsNullOrEmpty(pair.Value));
        configuration.AddInMemoryCollection(ListsOf(configuration));
        configuration.AddInMemoryCollection(variables);
        configuration.AddInMemoryCollection(Values);
        string[] faults = [.. Faults, .. Settings.FaultsOf(configuration)];
        if (faults.Length > 0)
            throw new StartupException(string.Join(Environment.NewLine, faults));
    }
}
