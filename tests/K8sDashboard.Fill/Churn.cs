using k8s;
using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>Churn at a constant rate: a pod's app crashes, and on the pod's next turn it runs again with one more restart.</summary>
internal sealed class Churn(ClusterWrites cluster, FillOptions options, TextWriter console)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var candidates = Enumerable.Range(0, options.Pods).Where(pod => Layout.LifeOf(pod) is Life.Running or Life.Crashing).ToArray();
        if (candidates.Length == 0)
            throw new FillException("There is no pod to change: --pods N.");
        await console.WriteLineAsync(
            $"Changing {options.Churn} pods a second{(options.For is { } span ? $" for {span.TotalSeconds:0} s" : " until Ctrl+C")}."
        );
        var turns = new Dictionary<int, int>(); // bounded by the pods
        var began = cluster.Time.GetTimestamp();
        var done = 0;
        try
        {
            using var beat = new PeriodicTimer(Beat, cluster.Time);
            while (await beat.WaitForNextTickAsync(cancellation))
            {
                var elapsed = cluster.Time.GetElapsedTime(began);
                if (elapsed >= options.For)
                    break;
                var due = (int)(elapsed.TotalSeconds * options.Churn) - done;
                int[] now = [.. Enumerable.Range(0, due).Select(_ => Random.Shared.GetItems(candidates, 1)[0]).Distinct()];
                foreach (var pod in now)
                    turns[pod] = turns.GetValueOrDefault(pod) + 1;
                await cluster.EachAsync(now, (pod, token) => ChangeAsync(pod, turns[pod], token), cancellation);
                done += due;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C ends a churn without a time limit.
        }

        await console.WriteLineAsync($"Changed {done} pods in {cluster.Time.GetElapsedTime(began).TotalSeconds:0} s.");
    }

    private Task<V1Pod?> ChangeAsync(int pod, int turn, CancellationToken cancellation)
    {
        var life = turn % 2 == 1 ? Life.Crashing : Life.Running;
        var patch = new V1Patch(
            KubernetesJson.Serialize(new V1Pod { Status = FakePodStatus.Of(pod, life, turn, cluster.Now) }),
            V1Patch.PatchType.MergePatch
        );
        var name = Layout.PodName(pod);
        return cluster.SendAsync(
            (api, token) =>
                api.CoreV1.PatchNamespacedPodStatusAsync(patch, name, Layout.Namespace(Layout.SetOf(pod)), cancellationToken: token),
            cancellation
        );
    }
}
