namespace K8sDashboard.Web.Shell;

/// <summary>
/// Work that many circuits would each do alike, done once: judging the cluster, sorting a list. A question keeps only its newest
/// answer. Whoever asks puts into the question all that tells one asker's answer from another's, first of all who asks.
/// </summary>
public sealed class SharedWork
{
    // As many as people look at at once; typing into a filter asks one a letter. At the bound all is forgotten, and worked out anew.
    private const int Bound = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<object, Answer> answers = [];

    /// <summary>The answer to <paramref name="question"/> as of <paramref name="basis"/>; circuits that ask meanwhile wait for the one that works.</summary>
    /// <param name="question">What is asked, and by whom; compared by value.</param>
    /// <param name="basis">What the answer is made of, such as the versions of tables; compared by value.</param>
    /// <param name="work">Must depend on nothing but the two, and change nothing. If it throws, the next to ask tries again.</param>
    public T Of<T>(object question, object basis, Func<T> work)
    {
        Answer? answer;
        lock (gate)
        {
            if (!answers.TryGetValue(question, out answer) || !answer.Basis.Equals(basis))
            {
                if (answers.Count >= Bound) answers.Clear();
                answers[question] = answer = new(basis, new(() => work()!));
            }
        }

        try
        {
            return (T)answer.Value.Value;
        }
        catch
        {
            lock (gate)
            {
                if (answers.TryGetValue(question, out var kept) && kept == answer) answers.Remove(question);
            }

            throw;
        }
    }

    private sealed record Answer(object Basis, Lazy<object> Value);
}
