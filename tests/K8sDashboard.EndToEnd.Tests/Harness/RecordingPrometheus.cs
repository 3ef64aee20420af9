using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Web;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>A Prometheus that scrapes containers but has no samples of them: it records the queries.</summary>
internal sealed class RecordingPrometheus : IAsyncDisposable
{
    private const string Nothing = """{"status":"success","data":{"resultType":"vector","result":[]}}""";
    private const string Containers =
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":"cadvisor"},"value":[1,"9"]}]}}""";
    private const string Targets = """{"status":"success","data":{"activeTargets":[]}}""";

    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<string> queries = [];
    private readonly Task serving;

    public RecordingPrometheus()
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>The queries in order of arrival.</summary>
    public IReadOnlyCollection<string> Queries => queries;

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await listener.GetContextAsync());
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException && !listener.IsListening)
        {
            // The test ended.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new StreamReader(context.Request.InputStream);
        var query = HttpUtility.ParseQueryString(await body.ReadToEndAsync())["query"] ?? "";
        if (query.Length > 0)
            queries.Enqueue(query);
        var isTargets = context.Request.Url!.AbsolutePath.EndsWith("/targets", StringComparison.Ordinal);
        var answer =
            isTargets ? Targets
            : query.StartsWith("count by (job) (container_", StringComparison.Ordinal) ? Containers
            : Nothing;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        context.Response.Close();
    }

    private static int FreePort()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        return ((IPEndPoint)port.LocalEndpoint).Port;
    }
}
