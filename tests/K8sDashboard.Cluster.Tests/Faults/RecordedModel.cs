using System.Buffers.Binary;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Wire;
using K8sDashboard.Faults;
using Pod = K8sDashboard.Cluster.Wire.Pod;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>
/// A reference model of the cluster: every response of the server replayed on a plain dictionary, by the rules of the API and without code
/// of the loop. It observes responses before faults are applied.
/// </summary>
internal sealed class RecordedModel
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ulong> pods = [];
    private readonly Dictionary<string, ulong> gone = []; // bounded by the names that a test uses
    private readonly Dictionary<Asked, HashSet<string>> streamed = new(ReferenceEqualityComparer.Instance); // incomplete streaming lists

    public IReadOnlyList<(string Name, string Version)> Pods
    {
        get
        {
            lock (gate)
                return [.. pods.Select(pod => (pod.Key, $"{pod.Value}")).OrderBy(pod => pod.Key, StringComparer.Ordinal)];
        }
    }

    public int Events { get; private set; }

    public void Hear(Asked asked, byte[] body)
    {
        lock (gate)
        {
            if (asked.IsWatch || asked.IsStream)
                HearEvent(asked, body[4..]);
            else if (!asked.Query.EndsWith("limit=1", StringComparison.Ordinal))
                HearList(ListPage.Parse(body));
        }
    }

    private void HearEvent(Asked asked, byte[] bytes)
    {
        using var stream = new MemoryStream([.. Head(bytes.Length), .. bytes]);
        var frame = WatchFrame.ReadAsync(stream, CancellationToken.None).ToBlockingEnumerable().Single();
        if (frame.Type is not ("ADDED" or "MODIFIED" or "DELETED" or "BOOKMARK"))
            return;
        var meta = Pod.Parser.ParseFrom(frame.Object.Span).Metadata;
        if (frame.Type == "BOOKMARK")
        {
            if (streamed.Remove(asked, out var whole))
                Lack(whole, ulong.Parse(meta.ResourceVersion, null));
            return;
        }

        if (asked.IsStream)
            (streamed.TryGetValue(asked, out var names) ? names : streamed[asked] = []).Add(meta.Name);
        Tell(meta.Name, ulong.Parse(meta.ResourceVersion, null), frame.Type != "DELETED");
        Events++;
    }

    private void HearList(ListPage page)
    {
        var version = ulong.Parse(page.ResourceVersion, null);
        var listed = page
            .Items.Select(item => Pod.Parser.ParseFrom(item.Span).Metadata)
            .ToDictionary(meta => meta.Name, meta => ulong.Parse(meta.ResourceVersion, null));
        Lack([.. listed.Keys], version);
        foreach (var (name, at) in listed)
            Tell(name, at, there: true);
    }

    /// <summary>Removes what is absent from a complete list of this version.</summary>
    private void Lack(HashSet<string> listed, ulong version)
    {
        foreach (var name in pods.Keys.Except(listed).ToList())
            Tell(name, version, there: false);
    }

    private void Tell(string name, ulong version, bool there)
    {
        if (version <= Math.Max(pods.GetValueOrDefault(name), gone.GetValueOrDefault(name)))
            return;
        if (there)
            pods[name] = version;
        else
        {
            pods.Remove(name);
            gone[name] = version;
        }
    }

    private static byte[] Head(int length)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, length);
        return head;
    }
}
