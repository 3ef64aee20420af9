using K8sDashboard.Fill;

const int Done = 0;
const int Failed = 2;

var line = FillOptions.Parse(args, Environment.GetEnvironmentVariable);
if (line.Help)
{
    Console.WriteLine(FillOptions.HelpText);
    return Done;
}

if (line.Faults.Count > 0)
{
    foreach (var fault in line.Faults)
        Console.Error.WriteLine(fault);
    Console.Error.WriteLine("Try --help.");
    return Failed;
}

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupt.Cancel();
};

try
{
    using var cluster = ClusterWrites.Connect(line.Options.Kubeconfig, line.Options.Qps, TimeProvider.System);
    if (line.Options.Clear)
    {
        await new Clearing(cluster, Console.Out).RunAsync(interrupt.Token);
        return Done;
    }

    await new Filling(cluster, line.Options, Console.Out).RunAsync(interrupt.Token);
    if (line.Options.Churn > 0)
        await new Churn(cluster, line.Options, Console.Out).RunAsync(interrupt.Token);
    return Done;
}
catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted. Run it again to go on, or with --clear to remove what is there.");
    return Failed;
}
catch (FillException fault)
{
    Console.Error.WriteLine(fault.Message);
    return Failed;
}
