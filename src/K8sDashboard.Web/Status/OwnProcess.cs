using System.Diagnostics;
using System.Reflection;

namespace K8sDashboard.Web.Status;

/// <summary>The dashboard's process at one time: version, start, working set in bytes, CPU time.</summary>
public sealed record OwnProcess(string Version, DateTimeOffset Started, long WorkingSet, TimeSpan Cpu)
{
    private static readonly string OwnVersion =
        typeof(OwnProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static readonly DateTimeOffset OwnStart = Process.GetCurrentProcess().StartTime;

    public static OwnProcess Read() => new(OwnVersion, OwnStart, Environment.WorkingSet, Environment.CpuUsage.TotalTime);

    /// <summary>Average CPU usage since the start, as a share of one core.</summary>
    public double CoresUsed(DateTimeOffset now) => now > Started ? Cpu / (now - Started) : 0;
}
