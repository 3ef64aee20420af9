using System.Globalization;
using K8sDashboard.Soak;

const string RealCluster = "--real-cluster";

// The faults of docs/reliability.md at full length, or the churn of a real cluster. Exits with 1 if a limit was exceeded.
var real = args.Contains(RealCluster);
var rest = args.Where(arg => arg != RealCluster).ToList();
var kubeconfig = Environment.GetEnvironmentVariable("TEST_KUBECONFIG") ?? "";
if (
    rest.Count > 1
    || !double.TryParse(rest.FirstOrDefault() ?? "0.5", NumberStyles.Float, CultureInfo.InvariantCulture, out var hours)
    || hours <= 0
    || (real && !File.Exists(kubeconfig))
)
{
    Console.Error.WriteLine($"usage: soak [HOURS] [{RealCluster}], the latter on the cluster that TEST_KUBECONFIG names");
    return 2;
}

var time = TimeSpan.FromHours(hours);
Console.WriteLine($"soaking for {time:g}, and some minutes to come to rest");
Func<TimeSpan, Task<Finding[]>>[] parts = real
    ? [span => ClusterChurn.RunAsync(span, kubeconfig), MemorySlope.RunAsync]
    : [Outages.RunAsync, ClosedWatches.RunAsync, RandomMixes.RunAsync, OpenPages.RunAsync, MemorySlope.RunAsync];
var findings = (await Task.WhenAll(parts.Select(part => Task.Run(() => part(time))))).SelectMany(found => found).ToList();
Console.WriteLine("| what | measured | must be | |");
Console.WriteLine("|---|---|---|---|");
foreach (var finding in findings)
    Console.WriteLine($"| {finding.What} | {finding.Measured} | {finding.Must} | {(finding.Good ? "good" : "FAILED")} |");
return findings.All(finding => finding.Good) ? 0 : 1;
