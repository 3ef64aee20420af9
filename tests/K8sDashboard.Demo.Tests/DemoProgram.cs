using System.Diagnostics;

namespace K8sDashboard.Demo.Tests;

/// <summary>The demo as a process, with its own temporary folder.</summary>
internal sealed class DemoProgram : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("demo-program-");
    private readonly Process process;

    private DemoProgram(string[] arguments, string? temporaryFolder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Demo).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = temporaryFolder ?? temporary.FullName;
        process = Process.Start(start)!;
    }

    /// <summary>The temporary folder, which is in the command line of every process of this demo.</summary>
    public string Folder => temporary.FullName;

    /// <summary>Starts it and reads its output until it is ready.</summary>
    public static async Task<DemoProgram> StartAsync(params string[] arguments)
    {
        var demo = new DemoProgram(arguments, temporaryFolder: null);
        var errors = demo.process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(Timeout);
        while (await demo.process.StandardOutput.ReadLineAsync(timeout.Token) is var line)
        {
            if (line is null)
                throw new Xunit.Sdk.XunitException($"The demo ended: {await errors}");
            if (line.StartsWith("Ctrl+C ends", StringComparison.Ordinal))
                break;
        }

        return demo;
    }

    /// <summary>Runs one that exits by itself; returns exit code, stderr, and the number of processes and folders left behind.</summary>
    public static async Task<(int Code, string Errors, int Left)> RunAsync(string? temporaryFolder, params string[] arguments)
    {
        await using var demo = new DemoProgram(arguments, temporaryFolder);
        var said = demo.process.StandardOutput.ReadToEndAsync();
        var errors = await demo.process.StandardError.ReadToEndAsync().WaitAsync(Timeout);
        await demo.process.WaitForExitAsync();
        await said;
        return (
            demo.process.ExitCode,
            errors.TrimEnd(),
            demo.CommandLines().Count + Directory.GetFileSystemEntries(demo.Folder, "k8sdashboard-demo-*").Length
        );
    }

    /// <summary>Sends a signal and waits for the exit.</summary>
    public async Task<int> EndAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Timeout);
        return process.ExitCode;
    }

    /// <summary>The command lines of all its processes that still run.</summary>
    public IReadOnlyList<string> CommandLines() =>
        [
            .. from folder in Directory.EnumerateDirectories("/proc")
            where int.TryParse(Path.GetFileName(folder), out _)
            let words = Words(Path.Combine(folder, "cmdline"))
            where words.Contains(Folder, StringComparison.Ordinal)
            select words,
        ];

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        temporary.Delete(recursive: true);
    }

    private static string Words(string file)
    {
        try
        {
            return File.ReadAllText(file).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It has exited in the meantime.
            return "";
        }
    }
}
