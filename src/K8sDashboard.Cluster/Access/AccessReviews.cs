using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using K8sDashboard.Caching;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// Cached access reviews of a few seconds, keyed by actor and right: the buttons of a page ask for the same right at the same moment. Only
/// a hint for the UI: the API server authorizes every request itself.
/// </summary>
public sealed class AccessReviews(TimeProvider time)
{
    public static readonly TimeSpan AllowedFor = TimeSpan.FromSeconds(30);

    /// <summary>Time to live of a denial. Shorter, since a user who was just granted the right waits for it.</summary>
    public static readonly TimeSpan ForbiddenFor = TimeSpan.FromSeconds(10);

    /// <summary>Bound of the cache; a page needs about a dozen.</summary>
    public const int MaxAnswers = 2_000;

    private readonly SingleFlightCache<(Actor Actor, AccessRight Right), Held> reviews = new(time, MaxAnswers);
    private volatile TaskCompletionSource forgotten = NewSignal();

    /// <summary>Yields Asking, then whether <paramref name="actor"/> has all <paramref name="rights"/>, and each change of that.</summary>
    public async IAsyncEnumerable<AccessAnswer> WatchAsync(
        Actor actor,
        ImmutableArray<AccessRight> rights,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        AccessAnswer last = new AccessAnswer.Asking();
        yield return last;
        while (true)
        {
            var moved = forgotten.Task;
            var next = await AskAsync(actor, rights, cancellation);
            if (next.Answer != last)
                yield return last = next.Answer;
            await RestAsync(next.Left(time), moved, cancellation);
        }
    }

    /// <summary>Invalidates the cached reviews of an actor: the API server has just answered otherwise.</summary>
    public void Forget(Actor actor)
    {
        reviews.Invalidate(key => key.Actor == actor);
        Interlocked.Exchange(ref forgotten, NewSignal()).SetResult();
    }

    private async Task<Held> AskAsync(Actor actor, ImmutableArray<AccessRight> rights, CancellationToken cancellation)
    {
        var all = await Task.WhenAll(rights.Select(right => WidestAsync(actor, right, cancellation)));
        return all.FirstOrDefault(held => held.Answer is AccessAnswer.Forbidden)
            ?? all.FirstOrDefault(held => held.Answer is AccessAnswer.Unknown)
            ?? all.MinBy(held => held.Left(time))!;
    }

    private async Task<Held> WidestAsync(Actor actor, AccessRight right, CancellationToken cancellation)
    {
        Held? unknown = null;
        Held held = null!;
        var began = time.GetTimestamp();
        foreach (var scope in right.WidestFirst())
        {
            held = await HeldAsync(actor, scope, cancellation);
            if (held.Answer is AccessAnswer.Allowed)
                return held;
            if (held.Answer is AccessAnswer.Unknown)
                unknown = held;
            // A review that failed at once says nothing about narrower scopes; where the server hangs, theirs would take as long.
            if (time.GetElapsedTime(began) >= AccessReview.Patience)
                break;
        }

        return unknown ?? held;
    }

    private Task<Held> HeldAsync(Actor actor, AccessRight right, CancellationToken cancellation) =>
        reviews.GetAsync(
            (actor, right),
            async () =>
            {
                var held = new Held(await new AccessReview(actor, time).AskAsync(right), time.GetTimestamp());
                return new(held, held.Lifetime);
            },
            cancellation
        );

    private async Task RestAsync(TimeSpan span, Task moved, CancellationToken cancellation)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(Task.Delay(span > TimeSpan.Zero ? span : TimeSpan.Zero, time, rest.Token), moved);
        await rest.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="At">On the monotonic clock: a step of the wall clock must not extend the time to live.</param>
    private sealed record Held(AccessAnswer Answer, long At)
    {
        public TimeSpan Lifetime => Answer is AccessAnswer.Allowed ? AllowedFor : ForbiddenFor;

        public TimeSpan Left(TimeProvider time) => Lifetime - time.GetElapsedTime(At);
    }
}
