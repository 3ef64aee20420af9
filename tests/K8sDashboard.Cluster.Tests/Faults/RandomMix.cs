using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Faults;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>
/// Random changes of pods with random faults, from one seed. Threads of servers and clients interleave freely, so that a seed reproduces
/// the actions, not their interleaving.
/// </summary>
internal sealed class RandomMix(int seed, PodApi api, FaultProxy proxy, TimeProvider time)
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(4);

    private readonly Random random = new(seed);
    private readonly List<IDisposable> faults = []; // cleared with a probability of one in four at each step
    private byte[] oldest = [];

    /// <summary>Performs the steps, then removes all faults.</summary>
    public async Task RunAsync(int steps, CancellationToken cancellation)
    {
        for (var step = 0; step < steps && !cancellation.IsCancellationRequested; step++)
        {
            Change();
            if (random.Next(3) == 0)
                Spoil();
            if (random.Next(4) == 0)
                Mend();
            await Task.Delay(LongestStep * random.NextDouble(), time, CancellationToken.None);
        }

        Mend();
    }

    /// <summary>Observes responses that pass the proxy; the first list is kept, to be replayed later as a stale read.</summary>
    public void Hear(Asked asked, byte[] body)
    {
        if (asked.IsList && oldest.Length == 0)
            oldest = body;
    }

    private void Change()
    {
        var name = $"pod-{random.Next(30)}";
        var there = api.Truth.Any(pod => pod.Name == name);
        switch (random.Next(10))
        {
            case < 5:
                api.Put(name, pod => pod.Metadata.Uid = there ? $"uid-{name}" : $"uid-{name}-{seed}-{random.Next()}");
                break;
            case < 8 when there:
                api.Delete(name);
                break;
            case 8:
                api.ChangeOthers(random.Next(1, 20));
                break;
            case 9:
                api.Compact();
                break;
        }
    }

    private void Spoil()
    {
        switch (random.Next(6))
        {
            case 0:
                proxy.Line.Cut();
                break;
            case 1:
                proxy.Line.Refuse();
                break;
            case 2:
                proxy.Line.FallSilent();
                break;
            case 3:
                faults.Add(proxy.Rules.On(asked => asked.IsList, OfAList()));
                faults.Add(proxy.Rules.On(asked => asked.IsStream, OfAWatch()));
                break;
            default:
                faults.Add(proxy.Rules.On(asked => asked.IsWatch, OfAWatch()));
                break;
        }
    }

    private void Mend()
    {
        proxy.Line.Accept();
        proxy.Line.Speak();
        foreach (var fault in faults)
            fault.Dispose();
        faults.Clear();
    }

    private Fault OfAList() =>
        random.Next(5) switch
        {
            0 => new Fault.Truncate(random.Next(500)),
            1 => new Fault.Cut(random.Next(500)),
            2 when oldest.Length > 0 => new Fault.Answer(200, "application/vnd.kubernetes.protobuf", oldest),
            3 => new Fault.Delay(TimeSpan.FromSeconds(random.Next(20))),
            _ => Status(),
        };

    private Fault OfAWatch() =>
        random.Next(7) switch
        {
            0 => new Fault.EndAfter(TimeSpan.FromSeconds(random.NextDouble() * 3)),
            1 => new Fault.Cut(random.Next(300)),
            2 => new Fault.Truncate(random.Next(300)),
            3 => new Fault.Events(frame => [frame, frame]),
            4 => new Fault.Events(Reordering()),
            5 => new Fault.Events(_ => []),
            _ => Status(),
        };

    private Fault.Answer Status() =>
        random.Next(7) switch
        {
            0 => new(429) { RetryAfter = "2" },
            1 => new(500),
            2 => new(503),
            3 => Fault.Answer.OfApiServer(410),
            4 => Fault.Answer.OfApiServer(401),
            5 => Fault.Answer.OfApiServer(403),
            _ => new(502, "text/html", "<html>bad gateway</html>"u8.ToArray()),
        };

    private static Func<byte[], IEnumerable<byte[]>> Reordering()
    {
        byte[]? held = null;
        return frame =>
        {
            (var before, held) = (held, held is null ? frame : null);
            return before is null ? [] : [frame, before];
        };
    }
}
