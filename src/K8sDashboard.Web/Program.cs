using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Hosting;
using Microsoft.Extensions.Options;

const int Ended = 0;
const int CannotStart = 2;

var asked = CommandLine.Parse(args);
if (asked.Help)
{
    Console.WriteLine(CommandLine.HelpText);
    return Ended;
}

try
{
    await using var dashboard = DashboardHost.Create(asked, Environment.GetEnvironmentVariable);
    await dashboard.RunAsync();
    return Ended;
}
catch (StartupException fault)
{
    Console.Error.WriteLine(VisibleText.Of(fault.Message));
}
catch (OptionsValidationException faults)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, faults.Failures));
}
catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"{fault.Message} Choose another with --port, or with --metrics-port that of the metrics.");
}

return CannotStart;
