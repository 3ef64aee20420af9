namespace K8sDashboard.Demo;

/// <summary>
/// A temporary folder of this demo with owner-only permissions, deleted at its end. Leftovers of killed demos are deleted by the next one.
/// </summary>
public sealed class DemoFolder : IDisposable
{
    private const string Prefix = "k8sdashboard-demo-";

    // A lock file, held open as long as the demo runs: the system releases the lock however the process ends.
    private const string InUse = "in-use";

    private readonly FileStream inUse;

    /// <exception cref="DemoException">The folder cannot be created.</exception>
    public DemoFolder()
    {
        try
        {
            DeleteAbandoned();
            Path = Directory.CreateTempSubdirectory(Prefix).FullName;
            inUse = Lock(Path, FileMode.CreateNew);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DemoException(
                $"The demo's data cannot be put below {System.IO.Path.GetTempPath()}: {fault.Message} TMPDIR can name another folder."
            );
        }
    }

    public string Path { get; }

    /// <summary>Creates a subfolder.</summary>
    /// <exception cref="DemoException">The disk is full.</exception>
    public string Below(string name) => Writing(name, file => Directory.CreateDirectory(file).FullName);

    /// <summary>Writes a file with owner-only permissions.</summary>
    /// <exception cref="DemoException">The disk is full.</exception>
    public string Write(string name, string text) =>
        Writing(
            name,
            file =>
            {
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using var writer = new StreamWriter(file, options);
                writer.Write(text);
                return file;
            }
        );

    public void Dispose()
    {
        inUse.Dispose();
        Delete(Path);
    }

    private string Writing(string name, Func<string, string> write)
    {
        var file = System.IO.Path.Combine(Path, name);
        try
        {
            return write(file);
        }
        catch (IOException fault)
        {
            throw new DemoException($"{file} cannot be written: {fault.Message}");
        }
    }

    private static void DeleteAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                Lock(folder, FileMode.Open).Dispose();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // In use, or owned by another user.
                continue;
            }

            Delete(folder);
        }
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, InUse), mode, FileAccess.ReadWrite, FileShare.None);

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A killed process may still hold a file open.
        }
    }
}
