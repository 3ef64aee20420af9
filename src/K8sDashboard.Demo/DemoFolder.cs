namespace K8sDashboard.Demo;

/// <summary>
/// A folder for what this demo needs while it runs; nobody else can read it, and it goes with the demo. One that a killed demo had to
/// leave goes with the next.
/// </summary>
public sealed class DemoFolder : IDisposable
{
    private const string Prefix = "k8sdashboard-demo-";

    // Open as long as its demo lives: the system closes it however that ends.
    private const string InUse = "in-use";

    private readonly FileStream inUse;

    /// <exception cref="DemoException">It cannot be made.</exception>
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

    /// <summary>Makes a folder in it.</summary>
    /// <exception cref="DemoException">The disk is full.</exception>
    public string Below(string name) => Writing(name, file => Directory.CreateDirectory(file).FullName);

    /// <summary>Writes a file that only this user can read.</summary>
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
                // It is in use, or somebody else's.
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
            // A program that had to be killed may still be letting go of a file.
        }
    }
}
