namespace K8sDashboard.Demo;

/// <summary>
/// A shell wrapper that terminates a child process when its stdin reaches end of file: when the demo closes it, or is killed and cannot
/// clean up. Signals of the terminal (Ctrl+C) reach the demo only.
/// </summary>
public static class ParentDeathWatchdog
{
    // The shell is the program's parent, so that its pid is not reused before wait has reaped it.
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

    /// <summary>The command line that wraps a program; the program itself on Windows, which has no such shell.</summary>
    public static (string Program, IEnumerable<string> Arguments) Of(string program, IEnumerable<string> arguments) =>
        OperatingSystem.IsWindows() ? (program, arguments) : ("/bin/sh", ["-c", Script, "sh", program, .. arguments]);
}
