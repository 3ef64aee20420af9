using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// Tells what people may do, by asking the API server as them. Answers are shared for a few seconds, under the person's own
/// identity, and one question is asked once at a time. They spare people a refusal; the API server judges every request again.
/// </summary>
public sealed class AccessReviews(TimeProvider time)
{
    public static readonly TimeSpan AllowedFor = TimeSpan.FromSeconds(30);

    /// <summary>Shorter: whoever was just given a right is waiting for it.</summary>
    public static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(10);

    /// <summary>Answers held; a page asks for about a dozen.</summary>
    public const int MaxAnswers = 2_000;

    // One gate: the buttons of a page ask the same at the same moment, and must share the request.
    private readonly Lock gate = new();
    private readonly Dictionary<(Actor Actor, AccessRight Right), Task<Held>> answers = [];
    private TaskCompletionSource forgotten = NewSignal();

    /// <summary>Whether <paramref name="actor"/> has all of <paramref name="rights"/>: Asking, then the answer and each other one, until <paramref name="cancellation"/>.</summary>
    public async IAsyncEnumerable<AccessAnswer> WatchAsync(
        Actor actor,
        ImmutableArray<AccessRight> rights,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        AccessAnswer told = new AccessAnswer.Asking();
        yield return told;
        while (true)
        {
            var moved = forgotten.Task;
            var next = await AskAsync(actor, rights, cancellation);
            if (next.Answer != told)
                yield return told = next.Answer;
            await RestAsync(next.Left(time), moved, cancellation);
        }
    }

    /// <summary>Drops what is known of a person: the API server has just said otherwise.</summary>
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
            // Not on this thread: credentials may come from a program that is waited for, and the gate is everybody's.
            return answers[(actor, right)] = Task.Run(async () =>
                new Held(await new AccessReview(actor, time).AskAsync(right), time.GetTimestamp())
            );
        }
    }

    private void MakeRoom()
    {
        foreach (var (key, _) in answers.Where(pair => IsOver(pair.Value)).ToList())
            answers.Remove(key);
        // Asking once more costs little; which of thousands of answers goes does not matter.
        if (answers.Count >= MaxAnswers)
            answers.Clear();
    }

    private bool IsOver(Task<Held> asked) =>
        asked.IsCompleted && (!asked.IsCompletedSuccessfully || asked.Result.Left(time) <= TimeSpan.Zero);

    private async Task RestAsync(TimeSpan span, Task moved, CancellationToken cancellation)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(Task.Delay(span > TimeSpan.Zero ? span : TimeSpan.Zero, time, rest.Token), moved);
        await rest.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="At">On the monotonic clock: a step of the wall clock must not lengthen a right.</param>
    private sealed record Held(AccessAnswer Answer, long At)
    {
        public TimeSpan Left(TimeProvider time) => (Answer is AccessAnswer.Allowed ? AllowedFor : RefusedFor) - time.GetElapsedTime(At);
    }
}
