using System.Globalization;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Troubles;

/// <summary>Runs the schedule of incidents, and lists the current ones.</summary>
/// <param name="begins">The start of the first round.</param>
public sealed class Story(DateTimeOffset begins)
{
    private readonly HashSet<Trouble> now = []; // at most the scheduled ones
    private DateTimeOffset last = begins - TimeSpan.FromTicks(1);

    /// <summary>The incidents in progress.</summary>
    public IReadOnlyList<Trouble> Ongoing => [.. Schedule.All.Where(now.Contains)];

    /// <summary>Starts and ends the incidents that are due.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="at">The simulated time.</param>
    /// <param name="tell">Called with a message for each.</param>
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

    /// <summary>The next incidents, and the time until each.</summary>
    public IEnumerable<(Trouble Trouble, TimeSpan In)> Next(DateTimeOffset at) =>
        Schedule
            .All.Where(trouble => !now.Contains(trouble))
            .Select(trouble => (trouble, In: begins + trouble.After + ((Rounds(at - trouble.After) + 1) * Schedule.Round) - at))
            .OrderBy(pair => pair.In);

    private bool IsDue(TimeSpan offset, DateTimeOffset at) => Rounds(at - offset) > Rounds(last - offset);

    private long Rounds(DateTimeOffset at) => (long)Math.Floor((at - begins) / Schedule.Round);
}
