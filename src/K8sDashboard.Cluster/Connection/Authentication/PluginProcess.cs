using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>One run of a credential plugin as a child process, with bounded time and output.</summary>
internal static class PluginProcess
{
    /// <summary>An ExecCredential has some kilobytes.</summary>
    private const int MaxOutput = 1024 * 1024;

    /// <summary>Drain timeout: a grandchild may keep the pipes open after the plugin has exited.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <summary>Runs the process to its exit and returns its standard output.</summary>
    /// <param name="start">Program, arguments and environment.</param>
    /// <param name="interactive">It inherits standard input; else it has none.</param>
    /// <param name="onError">Receives its standard error as it arrives.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Kills the process tree.</param>
    /// <exception cref="CredentialException">It failed to start, exceeded the output limit, or exited with a non-zero code.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
            // On the cancelling thread: at shutdown it may be the last one to run.
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
                // Drained to the end: a plugin that writes to a full pipe would block for ever.
                if (bytes.Length <= MaxOutput)
                    bytes.Write(chunk, 0, read);
            }
        }
        catch (OperationCanceledException)
        {
            // The plugin has exited; a grandchild keeps its output open.
        }

        if (bytes.Length > MaxOutput)
            throw new CredentialException($"printed more than {MaxOutput / 1024 / 1024} MiB");
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>By chunks, not by lines: a prompt has no trailing line break.</summary>
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
            // As above: a grandchild keeps the pipe open.
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
            // Race: it has exited meanwhile.
        }
    }
}
