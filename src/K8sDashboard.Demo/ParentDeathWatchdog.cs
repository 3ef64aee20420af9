namespace K8sDashboard.Demo;

/// <summary>
/// A shell between the demo and a program of its: it ends the program when its input ends, which is when the demo lets go of it, and
/// also when the demo is killed and can end nothing itself. What a terminal sends to all of them at once (Ctrl+C) is the demo's alone.
/// </summary>
public static class ParentDeathWatchdog
{
    // Whoever waits for the program is its parent, so its number is its own until it was waited for.
    private const string Script = """
        trap '' INT HUP QUIT
        exec 3<&0 </dev/null
        "$@" 3<&- &
        program=$!
        trap 'kill -TERM $program' TERM
        {
          while read -r _; do :; done
          kill -TERM $program
          for _ in 1 2 3 4 5 6 7 8 9 10; do for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1; done; done
          kill -KILL $program
        } <&3 >/dev/null 2>&1 &
        watching=$!
        wait $program
        code=$?
        while kill -0 $program 2>/dev/null; do
          wait $program
          code=$?
        done
        kill $watching
        exit $code
        """;

    /// <summary>What to start instead of a program; the program itself on Windows, which has no such shell.</summary>
    public static (string Program, IEnumerable<string> Arguments) Of(string program, IEnumerable<string> arguments) =>
        OperatingSystem.IsWindows() ? (program, arguments) : ("/bin/sh", ["-c", Script, "sh", program, .. arguments]);
}
