using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// Single-flight cache of access reviews for a few seconds, keyed by actor and right. Only a hint for the UI: the API server authorizes
/// every request itself.
/// </summary>
public sealed class AccessReviews(TimeProvider time)
{
    public static readonly TimeSpan AllowedFor = TimeSpan.FromSeconds(30);

    /// <summary>Time to live of a denial. Shorter, since a user who was just granted the right waits for it.</summary>
    public static readonly TimeSpan ForbiddenFor = TimeSpan.FromSeconds(10);

    /// <summary>Bound of the cache; a page needs about a dozen.</summary>
    public const int MaxAnswers = 2_000;

    // Single-flight: the buttons of a page ask for the same right at the same moment.
    private readonly Lock gate = new();
    private readonly Dictionary<(Actor Actor, AccessRight Right), Task<Held>> answers = [];
    private TaskCompletionSource forgotten = NewSignal();

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
        TaskCompletionSource signal;
        lock (gate)
        {
            foreach (var key in answers.Keys.Where(key => key.Actor == actor).ToList())
                answers.Remove(key);
            (signal, forgotten) = (forgotten, NewSignal());
        }

        signal.SetResult();
    }

    private async Task<Held> AskAsync(Actor actor, ImmutableArray<AccessRight> rights, CancellationToken cancellation)
    {
        var all = await Task.WhenAll(rights.Select(right => WidestAsync(actor, right))).WaitAsync(cancellation);
        return all.FirstOrDefault(held => held.Answer is AccessAnswer.Forbidden)
            ?? all.FirstOrDefault(held => held.Answer is AccessAnswer.Unknown)
            ?? all.MinBy(held => held.Left(time))!;
    }

    private async Task<Held> WidestAsync(Actor actor, AccessRight right)
    {
        Held held = null!;
        foreach (var scope in right.WidestFirst())
        {
            held = await HeldAsync(actor, scope);
            if (held.Answer is not AccessAnswer.Forbidden)
                break;
        }

        return held;
    }

    private Task<Held> HeldAsync(Actor actor, AccessRight right)
    {
        lock (gate)
        {
            if (answers.TryGetValue((actor, right), out var known) && !IsOver(known))
                return known;
            if (answers.Count >= MaxAnswers)
                MakeRoom();
            // Off this thread: credentials may come from an exec plugin, which blocks, and the lock is shared by all circuits.
            return answers[(actor, right)] = Task.Run(async () =>
                new Held(await new AccessReview(actor, time).AskAsync(right), time.GetTimestamp())
            );
        }
    }

    private void MakeRoom()
    {
        foreach (var (key, _) in answers.Where(pair => IsOver(pair.Value)).ToList())
            answers.Remove(key);
        // Eviction is arbitrary: a repeated review is cheap.
        if (answers.Count >= MaxAnswers)
            answers.Clear();
    }

    private bool IsOver(Task<Held> review) =>
        review.IsCompleted && (!review.IsCompletedSuccessfully || review.Result.Left(time) <= TimeSpan.Zero);

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
        public TimeSpan Left(TimeProvider time) => (Answer is AccessAnswer.Allowed ? AllowedFor : ForbiddenFor) - time.GetElapsedTime(At);
    }
}
