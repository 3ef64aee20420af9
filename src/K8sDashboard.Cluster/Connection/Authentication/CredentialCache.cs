using System.Net.Http.Headers;
using k8s.Authentication;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// Single-flight cache of the credential: one request for it at a time, one per expiry, whoever waits shares it. A failure is cached too,
/// with exponential back-off, since a plugin may ask a person to log in each time that it is run.
/// </summary>
/// <param name="source">Where it comes from.</param>
/// <param name="time">The clock.</param>
internal sealed class CredentialCache(ICredentialSource source, TimeProvider time) : ITokenProvider
{
    /// <summary>A user whom the server refuses for good would have the plugin run at each request.</summary>
    private static readonly TimeSpan BetweenRenewals = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new(); // many requests ask at once, and the first begins for all
    private Attempt? last;
    private long? renewedAt;
    private int failures;

    /// <summary>The credential that was issued last; null before the first.</summary>
    public ClientCredential? Current { get; private set; }

    /// <summary>The credential to send now.</summary>
    /// <exception cref="CredentialException">There is none, and why.</exception>
    public async Task<ClientCredential> GetAsync(CancellationToken cancellation)
    {
        Task<IssuedCredential> issued;
        lock (gate)
            issued = (IsUsable(last) ? last : last = Begin()).Issued;
        return (await issued.WaitAsync(cancellation)).Credential;
    }

    /// <inheritdoc/>
    /// <remarks>The client library sends what this gives, Basic too; null sends nothing.</remarks>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken)).Authorization!;

    /// <summary>
    /// What to use in the place of a credential that the server refused with 401, revoked before its time; null where there is no other.
    /// </summary>
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

    /// <summary>Ends the back-off: whoever asks next begins at once. For a person who has mended what was wrong.</summary>
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
        // Not on this thread: it may run a program, and the gate is everybody's.
        attempt.Issued = Task.Run(() => IssueAsync(attempt));
        return attempt;
    }

    private async Task<IssuedCredential> IssueAsync(Attempt attempt)
    {
        try
        {
            var issued = await source.IssueAsync();
            lock (gate)
                (failures, Current) = (0, issued.Credential);
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

        /// <summary>When it failed.</summary>
        public long EndedAt { get; set; }
    }
}
