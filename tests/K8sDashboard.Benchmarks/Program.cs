using K8sDashboard.Benchmarks;

if (Environment.GetEnvironmentVariable("TEST_KUBECONFIG") is not { Length: > 0 } kubeconfig)
{
    Console.Error.WriteLine("No cluster: set TEST_KUBECONFIG.");
    return 2;
}

try
{
    var report = new Report(Console.Out);
    await new PodListing(kubeconfig, TimeProvider.System).RunAsync(report);
    await new LivePage(kubeconfig, TimeProvider.System).RunAsync(report);
    return report.Missed ? 1 : 0;
}
catch (NotMeasuredException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
