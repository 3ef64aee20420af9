using System.Net;
using System.Threading.RateLimiting;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>
/// Rate-limited requests with bounded concurrency, retried while the server is down or throttles: other tests stop and start the test
/// cluster.
/// </summary>
internal sealed class ClusterWrites : IDisposable
{
    private const int Parallel = 24;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Kubernetes client;
    private readonly TokenBucketRateLimiter rate;

    private ClusterWrites(Kubernetes client, int qps, TimeProvider time)
    {
        this.client = client;
        Time = time;
        rate = new TokenBucketRateLimiter(
            new()
            {
                TokenLimit = Math.Max(1, qps / 10),
                TokensPerPeriod = Math.Max(1, qps / 50),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, qps / 50) / (double)qps),
                QueueLimit = int.MaxValue,
            }
        );
    }

    public TimeProvider Time { get; }

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <exception cref="FillException">The kubeconfig is invalid.</exception>
    public static ClusterWrites Connect(string kubeconfig, int qps, TimeProvider time)
    {
        try
        {
            return new(new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig)), qps, time);
        }
        catch (Exception fault)
            when (fault
                    is KubeConfigException
                        or IOException
                        or UnauthorizedAccessException
                        or FormatException
                        or YamlDotNet.Core.YamlException
            )
        {
            throw new FillException($"The kubeconfig {kubeconfig} cannot be used: {fault.Message}");
        }
    }

    /// <summary>Runs one write per item concurrently; the first failure after all retries ends it.</summary>
    public Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> write, CancellationToken cancellation) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (item, token) => await write(item, token)
        );

    /// <summary>Sends one request. Idempotent: AlreadyExists and NotFound count as success.</summary>
    /// <returns>Null in those two cases.</returns>
    /// <exception cref="FillException">The server refuses, or is down for two minutes.</exception>
    public async Task<T?> SendAsync<T>(Func<Kubernetes, CancellationToken, Task<T>> request, CancellationToken cancellation)
        where T : class
    {
        var began = Time.GetTimestamp();
        while (true)
        {
            using var lease = await rate.AcquireAsync(1, cancellation);
            try
            {
                return await request(client, cancellation);
            }
            catch (HttpOperationException fault) when (fault.Response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
            {
                return null;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                if (!IsPassing(fault) || Time.GetElapsedTime(began) > Timeout)
                    throw new FillException($"The API server does not do it: {Words(fault)}");
            }

            await Task.Delay(Pause, Time, cancellation);
        }
    }

    /// <summary>All items of a paged list.</summary>
    public async Task<List<TItem>> ListAsync<TList, TItem>(
        Func<Kubernetes, string?, CancellationToken, Task<TList>> page,
        CancellationToken cancellation
    )
        where TList : class, IItems<TItem>, IMetadata<V1ListMeta>
    {
        var all = new List<TItem>();
        string? next = null;
        do
        {
            var part = await SendAsync((api, token) => page(api, next, token), cancellation);
            all.AddRange(part?.Items ?? []);
            next = part?.Metadata?.ContinueProperty;
        } while (!string.IsNullOrEmpty(next));
        return all;
    }

    public void Dispose()
    {
        rate.Dispose();
        client.Dispose();
    }

    private static bool IsPassing(Exception fault) =>
        fault switch
        {
            HttpOperationException answer => (int)answer.Response.StatusCode is 429 or >= 500,
            HttpRequestException or IOException or OperationCanceledException => true,
            _ => false,
        };

    private static string Words(Exception fault) =>
        fault is HttpOperationException answer
            ? $"{(int)answer.Response.StatusCode} {answer.Response.Content}"
            : fault.InnerException?.Message ?? fault.Message;
}
