namespace K8sDashboard.Web.Hosting;

/// <summary>One setting: a flag, an environment variable or a key in <c>appsettings.json</c>.</summary>
/// <param name="Flag">The flag with its two dashes.</param>
/// <param name="Key">The key in the settings file.</param>
/// <param name="Placeholder">The placeholder of the flag's value; empty for a switch.</param>
/// <param name="Help">One line of help.</param>
/// <param name="FaultOf">The validation error of a value, or null.</param>
public sealed record Setting(string Flag, string Key, string Placeholder, string Help, Func<string, string?> FaultOf)
{
    public const string EnvironmentPrefix = "K8SDASHBOARD_";

    /// <summary>Repeatable flag; its value is newline-separated.</summary>
    public bool IsList { get; init; }

    /// <summary>
    /// The validation error of a value on the command line, which every user of the machine can read (secrets); null where there is none.
    /// </summary>
    public Func<string, string?> FaultWhereExposed { get; init; } = _ => null;

    /// <summary><c>--read-only</c> becomes <c>K8SDASHBOARD_READ_ONLY</c>.</summary>
    public string Variable => EnvironmentPrefix + Flag[2..].Replace('-', '_').ToUpperInvariant();

    /// <summary>The name in validation errors: all three ways to set it.</summary>
    public string Name => $"{Flag} ({Variable}, {Key})";
}
