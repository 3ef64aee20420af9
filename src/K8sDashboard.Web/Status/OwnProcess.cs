using System.Diagnostics;
using System.Reflection;

namespace K8sDashboard.Web.Status;

/// <summary>The dashboard's own process at one moment: version, age, memory in bytes, processor time.</summary>
public sealed record OwnProcess(string Version, DateTimeOffset Started, long WorkingSet, TimeSpan Cpu)
{
    private static readonly string OwnVersion =
        typeof(OwnProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static readonly DateTimeOffset OwnStart = Process.GetCurrentProcess().StartTime;

    public static OwnProcess Read() => new(OwnVersion, OwnStart, Environment.WorkingSet, Environment.CpuUsage.TotalTime);

    /// <summary>The share of one core since the start; a hundred per cent is one core.</summary>
    public double CoresUsed(DateTimeOffset now) => now > Started ? Cpu / (now - Started) : 0;
}
