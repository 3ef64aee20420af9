namespace K8sDashboard.Web.Hosting;

/// <summary>One thing that can be set: by a flag, by an environment variable or in <c>appsettings.json</c>.</summary>
/// <param name="Flag">The flag with its two dashes.</param>
/// <param name="Key">The key in the settings file.</param>
/// <param name="Placeholder">What the flag's value is; empty for a switch that takes none.</param>
/// <param name="Help">What it is for, in one line.</param>
/// <param name="FaultOf">What is wrong with a value, or null.</param>
public sealed record Setting(string Flag, string Key, string Placeholder, string Help, Func<string, string?> FaultOf)
{
    public const string EnvironmentPrefix = "K8SDASHBOARD_";

    /// <summary>It may be given several times; its value is a line each.</summary>
    public bool IsList { get; init; }

    /// <summary>What is wrong with a value on the command line, which every user of the machine can read; null where nothing is.</summary>
    public Func<string, string?> FaultWhereExposed { get; init; } = _ => null;

    /// <summary><c>--read-only</c> becomes <c>K8SDASHBOARD_READ_ONLY</c>.</summary>
    public string Variable => EnvironmentPrefix + Flag[2..].Replace('-', '_').ToUpperInvariant();

    /// <summary>The name in every error: the three ways to set it.</summary>
    public string Name => $"{Flag} ({Variable}, {Key})";
}
