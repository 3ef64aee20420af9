namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// Resolves the executable of a credential plugin as Go's LookPath does. .NET would search the application's own folder and the current
/// directory first, where anyone may have planted a program of that name.
/// </summary>
internal static class PluginCommand
{
    /// <summary>The full path of the executable; null where there is none.</summary>
    /// <param name="command">A full path, or a name to look up.</param>
    /// <param name="path">The value of <c>$PATH</c>. Relative folders in it are skipped.</param>
    public static string? Find(string command, string? path)
    {
        if (Path.IsPathRooted(command))
            return Spellings(command).FirstOrDefault(IsExecutable);
        var folders = (path ?? "").Split(Path.PathSeparator).Where(Path.IsPathFullyQualified);
        return folders.SelectMany(folder => Spellings(Path.Combine(folder, command))).FirstOrDefault(IsExecutable);
    }

    private static IEnumerable<string> Spellings(string file) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(file)
            ? (Environment.GetEnvironmentVariable("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';').Select(extension => file + extension)
            : [file];

    private static bool IsExecutable(string file) =>
        File.Exists(file)
        && (
            OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0
        );
}
