using System.Globalization;

namespace K8sDashboard.Demo.Life;

/// <summary>The commands of the simulated shell.</summary>
internal static class ShellCommands
{
    private const int Failed = 1;
    private const int NotFound = 127;

    private static readonly string[] ReadOnlyWriters = ["touch", "mkdir", "rm", "cp", "mv", "tee", "chmod", "chown"];

    private static readonly SortedDictionary<string, Func<ShellSession, string[], CancellationToken, Task<int>>> Known = new(
        StringComparer.Ordinal
    )
    {
        [":"] = (_, _, _) => Task.FromResult(0),
        ["true"] = (_, _, _) => Task.FromResult(0),
        ["false"] = (_, _, _) => Task.FromResult(Failed),
        ["cat"] = CatAsync,
        ["cd"] = CdAsync,
        ["date"] = (shell, _, _) =>
            SayAsync(shell, shell.Time.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)),
        ["echo"] = (shell, args, _) =>
            args is ["-n", ..] ? WriteAsync(shell, string.Join(' ', args[1..])) : SayAsync(shell, string.Join(' ', args)),
        ["env"] = (shell, _, _) => WriteAsync(shell, string.Concat(shell.Variables.Select(one => $"{one.Key}={one.Value}\n"))),
        ["exit"] = Exit,
        ["export"] = Export,
        ["help"] = (shell, _, _) => SayAsync(shell, $"This container is simulated; its shell knows: {string.Join(' ', Known!.Keys)}"),
        ["hostname"] = (shell, _, _) => SayAsync(shell, shell.Pod.Metadata.Name),
        ["id"] = (shell, _, _) => SayAsync(shell, "uid=0(root) gid=0(root) groups=0(root)"),
        ["ls"] = LsAsync,
        ["printenv"] = PrintEnvAsync,
        ["ps"] = (shell, _, _) =>
            WriteAsync(
                shell,
                "PID   USER     COMMAND\n    1 root     "
                    + $"{string.Join(' ', (string[])[Program(shell), .. shell.Container.Args])}\n   42 root     sh\n   43 root     ps\n"
            ),
        ["pwd"] = (shell, _, _) => SayAsync(shell, shell.Folder),
        ["sleep"] = SleepAsync,
        ["stty"] = (shell, args, _) =>
            args is ["size"]
                ? SayAsync(shell, $"{shell.Streams.Size.Rows} {shell.Streams.Size.Columns}")
                : ComplainAsync(shell, "stty: only `stty size` is simulated"),
        ["uname"] = (shell, args, _) =>
            SayAsync(shell, args is ["-a"] ? $"Linux {shell.Pod.Metadata.Name} 6.12.0-simulated x86_64 GNU/Linux" : "Linux"),
        ["whoami"] = (shell, _, _) => SayAsync(shell, "root"),
    };

    public static bool Knows(string program) => Known.ContainsKey(program) || ReadOnlyWriters.Contains(program);

    public static Task<int> RunAsync(ShellSession shell, IReadOnlyList<string> words, CancellationToken stop)
    {
        if (Known.TryGetValue(words[0].Split('/')[^1], out var command))
            return command(shell, [.. words.Skip(1)], stop);
        if (words[0].IndexOf('=', StringComparison.Ordinal) > 0)
            return Export(shell, [words[0]], stop);
        return ReadOnlyWriters.Contains(words[0])
            ? ComplainAsync(shell, $"{words[0]}: {words.Skip(1).LastOrDefault(word => !word.StartsWith('-')) ?? ""}: Read-only file system")
            : ComplainAsync(shell, $"sh: {words[0]}: not found", NotFound);
    }

    private static async Task<int> CatAsync(ShellSession shell, string[] paths, CancellationToken stop)
    {
        if (paths.Length == 0)
        {
            while (await shell.LineAsync("", stop) is { } line)
                await SayAsync(shell, line);
        }

        var code = 0;
        foreach (var path in paths)
        {
            var absolute = ContainerFiles.Absolute(shell.Folder, path);
            code = shell.Files.Read(absolute) is { } text
                ? await WriteAsync(shell, text)
                : await ComplainAsync(
                    shell,
                    shell.Files.IsFolder(absolute)
                        ? $"cat: read error: Is a directory"
                        : $"cat: can't open '{path}': No such file or directory"
                );
        }

        return code;
    }

    private static Task<int> CdAsync(ShellSession shell, string[] args, CancellationToken stop)
    {
        var path = ContainerFiles.Absolute(shell.Folder, args.FirstOrDefault() ?? "/root");
        if (!shell.Files.IsFolder(path))
            return ComplainAsync(shell, $"sh: cd: can't cd to {args[0]}: No such file or directory");
        shell.Folder = path;
        return Task.FromResult(0);
    }

    private static Task<int> Exit(ShellSession shell, string[] args, CancellationToken stop)
    {
        shell.Ended = true;
        return Task.FromResult(args is [var code] && byte.TryParse(code, out var number) ? number : shell.LastCode);
    }

    private static Task<int> Export(ShellSession shell, string[] args, CancellationToken stop)
    {
        foreach (var pair in args.Select(arg => arg.Split('=', 2)).Where(pair => pair.Length == 2))
            shell.Variables[pair[0]] = pair[1];
        return Task.FromResult(0);
    }

    private static async Task<int> LsAsync(ShellSession shell, string[] args, CancellationToken stop)
    {
        var code = 0;
        var isLong = args.Any(arg => arg.StartsWith('-') && arg.Contains('l', StringComparison.Ordinal));
        foreach (var path in args.Where(arg => !arg.StartsWith('-')).DefaultIfEmpty("."))
        {
            var absolute = ContainerFiles.Absolute(shell.Folder, path);
            if (shell.Files.IsFolder(absolute))
                await WriteAsync(shell, string.Concat(shell.Files.In(absolute).Select(name => Entry(name, isLong))));
            else if (shell.Files.Read(absolute) is not null)
                await WriteAsync(shell, Entry(path, isLong));
            else
                code = await ComplainAsync(shell, $"ls: {path}: No such file or directory");
        }

        return code;
    }

    private static string Entry(string name, bool isLong) =>
        isLong
            ? $"{(name.EndsWith('/') ? "drwxr-xr-x" : "-rw-r--r--")}    1 root     root     {name.TrimEnd('/')}\n"
            : $"{name.TrimEnd('/')}\n";

    private static Task<int> PrintEnvAsync(ShellSession shell, string[] args, CancellationToken stop)
    {
        if (args.Length == 0)
            return Known["env"](shell, args, stop);
        return shell.Variables.TryGetValue(args[0], out var value) ? SayAsync(shell, value) : Task.FromResult(Failed);
    }

    private static async Task<int> SleepAsync(ShellSession shell, string[] args, CancellationToken stop)
    {
        if (
            args.Length != 1
            || !double.TryParse(args[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > int.MaxValue / 1000
        )
            return await ComplainAsync(shell, $"sleep: invalid number '{args.FirstOrDefault()}'");
        await Task.Delay(TimeSpan.FromSeconds(seconds), shell.Time, stop);
        return 0;
    }

    // Most programs are named like their image.
    private static string Program(ShellSession shell) =>
        shell.Container.Command is [var command, ..] ? command : shell.Container.Image.Split('/')[^1].Split(':', '@')[0];

    private static Task<int> SayAsync(ShellSession shell, string line) => WriteAsync(shell, line + "\n");

    private static async Task<int> WriteAsync(ShellSession shell, string text)
    {
        await shell.Streams.WriteAsync(text);
        return 0;
    }

    private static async Task<int> ComplainAsync(ShellSession shell, string line, int code = Failed)
    {
        await shell.Streams.WriteErrorAsync(line + "\n");
        return code;
    }
}
