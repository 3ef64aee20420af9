namespace K8sDashboard.Demo;

/// <summary>A folder for what this demo needs while it runs; nobody else can read it, and it goes with the demo.</summary>
public sealed class DemoFolder : IDisposable
{
    /// <exception cref="DemoException">It cannot be made.</exception>
    public DemoFolder()
    {
        try
        {
            Path = Directory.CreateTempSubdirectory("k8sdashboard-demo-").FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DemoException($"There is no room for the demo's data: {fault.Message}");
        }
    }

    public string Path { get; }

    /// <summary>Writes a file that only this user can read.</summary>
    /// <exception cref="DemoException">The disk is full.</exception>
    public string Write(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.Write(text);
            return file;
        }
        catch (IOException fault)
        {
            throw new DemoException($"{file} cannot be written: {fault.Message}");
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A program that had to be killed may still be letting go of a file.
        }
    }
}
