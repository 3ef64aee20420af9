using System.Globalization;
using K8sDashboard.Soak;

// The faults of docs/reliability.md in their real length: hours as the only argument. Ends with 1 where something was not survived.
if (!double.TryParse(args.FirstOrDefault() ?? "0.5", NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) || hours <= 0)
{
    Console.Error.WriteLine("usage: soak [HOURS]");
    return 2;
}

var time = TimeSpan.FromHours(hours);
Console.WriteLine($"soaking for {time:g}, and some minutes to come to rest");
Func<TimeSpan, Task<Finding[]>>[] parts = [Outages.RunAsync, ClosedWatches.RunAsync, RandomMixes.RunAsync, MemorySlope.RunAsync];
var findings = (await Task.WhenAll(parts.Select(part => Task.Run(() => part(time))))).SelectMany(found => found).ToList();
Console.WriteLine("| what | measured | must be | |");
Console.WriteLine("|---|---|---|---|");
foreach (var finding in findings) Console.WriteLine($"| {finding.What} | {finding.Measured} | {finding.Must} | {(finding.Good ? "good" : "FAILED")} |");
return findings.All(finding => finding.Good) ? 0 : 1;
