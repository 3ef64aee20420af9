using System.Reflection;
using System.Text.RegularExpressions;

namespace K8sDashboard.Demo;

/// <summary>The dashboard as a child process, started as a user would: with a kubeconfig.</summary>
public sealed partial class DashboardProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly ChildProcess process;

    private DashboardProcess(ChildProcess process, Uri link)
    {
        this.process = process;
        Link = link;
    }

    /// <summary>The launch link, with its key.</summary>
    public Uri Link { get; }

    /// <summary>The address without the key.</summary>
    public string Address => Link.GetLeftPart(UriPartial.Authority);

    /// <summary>The dashboard's assembly, built with this program.</summary>
    public static string Program { get; } =
        typeof(DashboardProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Dashboard").Value!;

    /// <summary>Starts it and waits for its launch link.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="say">Called with later output: new links, and log lines.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Cancels the wait.</param>
    /// <exception cref="DemoException">It exits, or prints no link within a minute.</exception>
    public static async Task<DashboardProcess> StartAsync(
        IEnumerable<string> arguments,
        Action<string> say,
        TimeProvider time,
        CancellationToken stop
    )
    {
        var link = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = ChildProcess.Start("The dashboard", "dotnet", [Program, .. arguments], Hear, time);
        try
        {
            var ended = process.EndedByItselfAsync();
            if (await Task.WhenAny(link.Task, ended).WaitAsync(Timeout, time, stop) == ended)
                throw new DemoException(await ended);
            return new DashboardProcess(process, await link.Task);
        }
        catch (TimeoutException)
        {
            await process.DisposeAsync();
            throw new DemoException($"The dashboard prints no link within {Timeout.TotalSeconds:0} s: {process.LastWords}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        void Hear(string line)
        {
            // The first link is printed with the start-up messages; later ones on request.
            if (Printed().Match(line) is not { Success: true } match || !link.TrySetResult(new Uri(match.Groups[1].Value)))
                say(line);
        }
    }

    /// <inheritdoc cref="ChildProcess.EndedByItselfAsync"/>
    public Task<string> EndedByItselfAsync() => process.EndedByItselfAsync();

    public ValueTask DisposeAsync() => process.DisposeAsync();

    [GeneratedRegex(@"^Open (http://\S+)$")]
    private static partial Regex Printed();
}
