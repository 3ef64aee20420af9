using System.Globalization;

namespace K8sDashboard.Demo.Life;

/// <summary>A cron schedule in UTC: five fields with <c>*</c>, lists, ranges and steps.</summary>
public sealed class CronSchedule
{
    private static readonly (int Least, int Most)[] Ranges = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    private readonly HashSet<int>[] fields;
    private readonly bool anyDay;
    private readonly bool anyWeekday;

    private CronSchedule(HashSet<int>[] fields, bool anyDay, bool anyWeekday)
    {
        this.fields = fields;
        this.anyDay = anyDay;
        this.anyWeekday = anyWeekday;
    }

    /// <summary>Null where the text is not a schedule.</summary>
    public static CronSchedule? Parse(string text)
    {
        var words = (
            text switch
            {
                "@hourly" => "0 * * * *",
                "@daily" or "@midnight" => "0 0 * * *",
                "@weekly" => "0 0 * * 0",
                "@monthly" => "0 0 1 * *",
                _ => text,
            }
        ).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Ranges.Length)
            return null;
        var fields = new HashSet<int>[Ranges.Length];
        for (var index = 0; index < words.Length; index++)
        {
            if (Field(words[index], Ranges[index].Least, Ranges[index].Most) is not { Count: > 0 } field)
                return null;
            fields[index] = field;
        }

        if (fields[4].Contains(7))
            fields[4].Add(0);
        return new CronSchedule(fields, words[2] == "*", words[4] == "*");
    }

    /// <summary>The last scheduled time in (<paramref name="after"/>, <paramref name="until"/>]; null for none.</summary>
    public DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until)
    {
        var minute = Minute(until);
        var earliest = until - after > Farthest ? until - Farthest : after;
        for (; minute > earliest; minute = minute.AddMinutes(-1))
        {
            if (Matches(minute))
                return minute;
        }

        return null;
    }

    // Cron's rule: if both day of month and day of week are restricted, either suffices.
    private bool Matches(DateTimeOffset at)
    {
        var (day, weekday) = (fields[2].Contains(at.Day), fields[4].Contains((int)at.DayOfWeek));
        return fields[0].Contains(at.Minute)
            && fields[1].Contains(at.Hour)
            && fields[3].Contains(at.Month)
            && (anyDay || anyWeekday ? day && weekday : day || weekday);
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static HashSet<int>? Field(string text, int least, int most)
    {
        var values = new HashSet<int>();
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var alone] => (alone, 1),
                [var before, var after] when Number(after) is > 0 and var number => (before, number),
                _ => ("", 0),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*"] => (least, most),
                [var single] => (Number(single), part.Contains('/') ? most : Number(single)),
                [var first, var last] => (Number(first), Number(last)),
                _ => (-1, -1),
            };
            if (step == 0 || from < least || to > most || from > to)
                return null;
            for (var value = from; value <= to; value += step)
                values.Add(value);
        }

        return values;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
