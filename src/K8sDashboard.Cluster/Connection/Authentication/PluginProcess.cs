using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>One run of a credential plugin as a child process, bounded in time and in output.</summary>
internal static class PluginProcess
{
    /// <summary>A token with its frame has some kilobytes.</summary>
    private const int MaxOutput = 1024 * 1024;

    /// <summary>What a child of the plugin may hold open after its end is not waited for any longer.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <summary>Runs it to its end and gives its standard output.</summary>
    /// <param name="start">Program, arguments and environment.</param>
    /// <param name="interactive">It may read the terminal of this process; else it has no input.</param>
    /// <param name="onError">Gets what it prints on standard error, as it comes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it, with every process that it started.</param>
    /// <exception cref="CredentialException">It could not be started, printed too much, or ended with another exit code than 0.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static async Task<string> RunAsync(
        ProcessStartInfo start,
        bool interactive,
        Action<string> onError,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.RedirectStandardInput = !interactive;
        using var process = Start(start);
        try
        {
            // On the thread that cancels: it may be the last one of a process that ends, and nothing runs after it.
            await using var ending = cancellation.Register(() => End(process));
            if (!interactive)
                process.StandardInput.Close();
            using var drained = new CancellationTokenSource();
            var output = OutputAsync(process.StandardOutput.BaseStream, drained.Token);
            var errors = ForwardAsync(process.StandardError, onError, drained.Token);
            await process.WaitForExitAsync(cancellation);
            using var timer = new CancellationTokenSource(Drain, time);
            await using var _ = timer.Token.Register(drained.Cancel);
            await errors;
            var text = await output;
            return process.ExitCode == 0 ? text : throw new CredentialException($"ended with exit code {process.ExitCode}");
        }
        finally
        {
            End(process);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new CredentialException($"could not be started: {fault.Message}");
        }
    }

    private static async Task<string> OutputAsync(Stream stream, CancellationToken drained)
    {
        using var bytes = new MemoryStream();
        var chunk = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(chunk, drained)) > 0; )
            {
                // It is read to its end, since a plugin that cannot write would wait for ever.
                if (bytes.Length <= MaxOutput)
                    bytes.Write(chunk, 0, read);
            }
        }
        catch (OperationCanceledException)
        {
            // The plugin has ended; a child of it has not, and holds its output.
        }

        if (bytes.Length > MaxOutput)
            throw new CredentialException($"printed more than {MaxOutput / 1024 / 1024} MiB");
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>By chunks, not by lines: a prompt ends without a line break.</summary>
    private static async Task ForwardAsync(StreamReader reader, Action<string> onError, CancellationToken drained)
    {
        var chunk = new char[1024];
        try
        {
            for (int read; (read = await reader.ReadAsync(chunk, drained)) > 0; )
                onError(new string(chunk, 0, read));
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It ended meanwhile.
        }
    }
}
