using System.Globalization;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Troubles;

/// <summary>Tells the troubles round after round, and says which are there now.</summary>
/// <param name="begins">When the first round starts.</param>
public sealed class Story(DateTimeOffset begins)
{
    private readonly HashSet<Trouble> now = []; // at most as many as there are
    private DateTimeOffset last = begins - TimeSpan.FromTicks(1);

    /// <summary>What is wrong now and will be mended.</summary>
    public IReadOnlyList<Trouble> Ongoing => [.. Schedule.All.Where(now.Contains)];

    /// <summary>Begins and mends what is due since the last turn.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="at">The time of the turn.</param>
    /// <param name="tell">Gets a line for each.</param>
    public void Turn(LivingCluster cluster, DateTimeOffset at, Action<string> tell)
    {
        foreach (var trouble in Schedule.All)
        {
            if (IsDue(trouble.After, at) && now.Add(trouble))
            {
                trouble.Begin(cluster);
                tell($"{trouble.Title}. {trouble.Words}");
            }

            if (IsDue(trouble.After + trouble.Lasts, at) && now.Remove(trouble))
            {
                trouble.Mend(cluster, at);
                tell($"Mended: {trouble.Title.ToLower(CultureInfo.InvariantCulture)}.");
            }
        }

        last = at;
    }

    /// <summary>What comes next, and in how long.</summary>
    public IEnumerable<(Trouble Trouble, TimeSpan In)> Next(DateTimeOffset at) =>
        Schedule
            .All.Where(trouble => !now.Contains(trouble))
            .Select(trouble => (trouble, In: begins + trouble.After + ((Rounds(at - trouble.After) + 1) * Schedule.Round) - at))
            .OrderBy(pair => pair.In);

    private bool IsDue(TimeSpan offset, DateTimeOffset at) => Rounds(at - offset) > Rounds(last - offset);

    private long Rounds(DateTimeOffset at) => (long)Math.Floor((at - begins) / Schedule.Round);
}
