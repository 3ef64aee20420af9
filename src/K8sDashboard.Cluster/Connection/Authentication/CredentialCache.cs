using System.Net.Http.Headers;
using k8s.Authentication;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// Single-flight cache of the credential: concurrent callers share one request, and it is renewed on expiry. Failures are cached too, with
/// exponential back-off, since a plugin may start an interactive login at each run. Not a SingleFlightCache: a credential expires by the
/// wall clock, as its issuer says, and is renewed only by a caller whose own was refused.
/// </summary>
/// <param name="source">Issues the credential.</param>
/// <param name="time">The clock.</param>
internal sealed class CredentialCache(ICredentialSource source, TimeProvider time) : ITokenProvider
{
    /// <summary>Rate limit: a user whom the server keeps rejecting would have the plugin run at each request.</summary>
    private static readonly TimeSpan BetweenRenewals = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new(); // single-flight: the first of many concurrent callers starts the request
    private Attempt? last;
    private long? renewedAt;
    private int failures;

    /// <summary>The latest credential; null before the first.</summary>
    public ClientCredential? Current { get; private set; }

    /// <summary>The valid credential, from the cache or newly issued.</summary>
    /// <exception cref="CredentialException">No credential is available.</exception>
    public async Task<ClientCredential> GetAsync(CancellationToken cancellation)
    {
        Task<IssuedCredential> issued;
        lock (gate)
            issued = (IsUsable(last) ? last : last = Begin()).Issued;
        return (await issued.WaitAsync(cancellation)).Credential;
    }

    /// <inheritdoc/>
    /// <remarks>The client library sends the returned header, Basic too; null sends none.</remarks>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken)).Authorization!;

    /// <summary>Replaces a credential that was rejected with 401 before its expiry; null where there is no other.</summary>
    public async Task<ClientCredential?> RenewAsync(ClientCredential refused, CancellationToken cancellation)
    {
        Task<IssuedCredential> issued;
        lock (gate)
        {
            if (last is { Issued.IsCompletedSuccessfully: true } && last.Issued.Result.Credential == refused)
            {
                if (renewedAt is { } at && time.GetElapsedTime(at) < BetweenRenewals)
                    return null;
                renewedAt = time.GetTimestamp();
                last = Begin();
            }

            issued = (last ??= Begin()).Issued;
        }

        var fresh = (await issued.WaitAsync(cancellation)).Credential;
        return fresh == refused ? null : fresh;
    }

    /// <summary>Resets the back-off: the next caller gets a new attempt. For a user who has fixed the cause.</summary>
    public void Retry()
    {
        lock (gate)
            if (last is { Issued.IsFaulted: true })
                last = null;
    }

    private bool IsUsable([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] Attempt? attempt) =>
        attempt switch
        {
            null => false,
            { Issued.IsCompleted: false } => true,
            { Issued.IsCompletedSuccessfully: true } => attempt.Issued.Result.Expires is not { } end || time.GetUtcNow() < end,
            _ => time.GetElapsedTime(attempt.EndedAt) < BackOff(),
        };

    private TimeSpan BackOff() => TimeSpan.FromTicks(Math.Min(FirstBackOff.Ticks << Math.Min(failures - 1, 8), LongestBackOff.Ticks));

    private Attempt Begin()
    {
        var attempt = new Attempt();
        // Off this thread: it may run a program, and the lock is shared by all callers.
        attempt.Issued = Task.Run(() => IssueAsync(attempt));
        return attempt;
    }

    private async Task<IssuedCredential> IssueAsync(Attempt attempt)
    {
        try
        {
            var issued = await source.IssueAsync();
            lock (gate)
            {
                failures = 0;
                Current = issued.Credential;
            }

            return issued;
        }
        catch (Exception)
        {
            lock (gate)
                failures++;
            attempt.EndedAt = time.GetTimestamp();
            throw;
        }
    }

    private sealed class Attempt
    {
        public Task<IssuedCredential> Issued { get; set; } = null!;

        /// <summary>The time of the failure.</summary>
        public long EndedAt { get; set; }
    }
}
