using System.Runtime.InteropServices;
using K8sDashboard.Demo;

const int Ended = 0;
const int CannotStart = 2;

var (options, help, faults) = DemoOptions.Parse(args);
if (help)
{
    Console.WriteLine(DemoOptions.HelpText);
    return Ended;
}

if (faults.Count > 0)
{
    foreach (var fault in faults)
        Console.Error.WriteLine(fault);
    Console.Error.WriteLine("Try --help.");
    return CannotStart;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var closed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
try
{
    await new Demo(options, new DemoConsole(TextWriter.Synchronized(Console.Out), TimeProvider.System), TimeProvider.System).RunAsync(
        stop.Token
    );
    return Ended;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return Ended;
}
catch (DemoException fault)
{
    Console.Error.WriteLine(fault.Message);
    return CannotStart;
}

void Stop(PosixSignalContext context)
{
    // Shut down the child processes first.
    context.Cancel = true;
    stop.Cancel();
}
