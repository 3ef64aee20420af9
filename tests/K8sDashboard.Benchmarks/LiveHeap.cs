using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Diagnostics.NETCore.Client;

namespace K8sDashboard.Benchmarks;

/// <summary>The live heap of a dashboard's process, after a full collection.</summary>
internal sealed partial class LiveHeap(Dashboard dashboard, TimeProvider time)
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    /// <summary>An event pipe session with the keyword GCHeapCollect triggers a full collection.</summary>
    private const long CollectNow = 0x800000;

    /// <summary>In bytes, after a full collection.</summary>
    public async Task<long> MeasureAsync()
    {
        var diagnostics = new DiagnosticsClient(dashboard.ProcessId);
        using (var session = diagnostics.StartEventPipeSession(new EventPipeProvider(Runtime, EventLevel.Informational, CollectNow)))
        {
            await Task.Delay(TimeSpan.FromSeconds(3), time);
            var rest = session.EventStream.CopyToAsync(Stream.Null);
            session.Stop();
            await rest;
        }

        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(dashboard.Address, "/metrics"));
        return Sum(HeapSizes(), text) - Sum(Holes(), text);
    }

    private static long Sum(Regex series, string text) =>
        (long)series.Matches(text).Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^dotnet_gc_last_collection_heap_size_bytes\{[^}]*\} (\S+)$", RegexOptions.Multiline)]
    private static partial Regex HeapSizes();

    /// <summary>Free blocks between live objects, available for new ones.</summary>
    [GeneratedRegex(@"^dotnet_gc_last_collection_heap_fragmentation_bytes\{[^}]*\} (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Holes();
}
