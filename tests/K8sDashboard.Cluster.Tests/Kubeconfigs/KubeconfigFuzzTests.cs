using System.Text;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Tests.BadInputs;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>Fuzzed kubeconfigs: each is read, or rejected with one sentence that discloses no secret.</summary>
public sealed class KubeconfigFuzzTests(KubeconfigWorld world) : IClassFixture<KubeconfigWorld>, IDisposable
{
    private const int Mutants = 10_000;
    private const string Canary = "canary-secret-77";

    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "- ",
        "&a ",
        "*a",
        "<<: *a",
        "!!str ",
        "!x ",
        "|\n ",
        ">\n ",
        "'",
        "\"",
        "\t",
        "\n",
        "\r\n",
        "---\n",
        "...\n",
        "# ",
        "? ",
        "%YAML 1.1\n",
        "~",
        "null",
        "0x1f",
        "1e999",
        "yes",
        "\0",
        "\u0085",
        "\u2028",
        "\ud800",
        "\ufeff",
        "\"a\\0b\"",
        "\"\\x00\"",
        "exec: { command: x }",
        "as: jane",
        "users:",
        "name: ",
        "token: ",
        "server: unix://x",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("kubeconfig-fuzz-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Trait("BadInput", "B03-mutants")]
    public void Kubeconfig_TenThousandMutants_AreReadOrRejectedWithoutSecrets()
    {
        var random = new Random(20260101);
        var file = Path.Combine(folder, "kubeconfig");
        world.Lay(KubeconfigTableTests.Table[0], folder);
        var usable = KubeconfigTableTests.Table.Where(row =>
            row.Text is not null && !row.Expected.StartsWith(KubeconfigCase.Refused, StringComparison.Ordinal)
        );
        var texts = usable.Select(row => world.Fill(row.Text!).Replace("alice", Canary, StringComparison.Ordinal)).ToArray();
        var environment = new ProcessEnvironment(_ => null, new(IsThere: false, _ => { }));
        var (read, refused) = (0, 0);
        for (var mutant = 0; mutant < Mutants; mutant++)
        {
            var text = Mutate(texts[random.Next(texts.Length)], random);
            var bytes = Encoding.UTF8.GetBytes(text);
            if (bytes.Length > 0 && random.Next(20) == 0)
                bytes[random.Next(bytes.Length)] = 0xff;
            File.WriteAllBytes(file, bytes);
            try
            {
                ClusterIdentity.Find(new() { Kubeconfig = file }, new FakeTimeProvider(), environment: environment);
                read++;
            }
            catch (StartupException fault)
            {
                refused++;
                Assert.DoesNotContain(Canary, fault.Message, StringComparison.Ordinal);
                Assert.True(
                    TerminalPayloads.IsHarmless(fault.Message) && !fault.Message.Contains("   at ", StringComparison.Ordinal),
                    fault.Message
                );
            }
            catch (Exception fault)
            {
                Assert.Fail($"mutant {mutant}: {fault}\n{text}");
            }
        }

        // Some mutants are valid YAML, so that the code behind the parser is covered.
        Assert.InRange(read, Mutants / 20, Mutants);
        Assert.InRange(refused, Mutants / 20, Mutants);
    }

    [Theory]
    [Trait("BadInput", "B03-deep-and-wide")]
    [InlineData("deep", "nests deeper than 100 levels")]
    [InlineData("block", "nests deeper than 100 levels")]
    [InlineData("aliases", null)]
    [InlineData("merges", "has more than 5,000,000 values")]
    [InlineData("extension", "an extension has more than 10,000 values")]
    [InlineData("chain", "an extension nests deeper than 100 levels")]
    public void Kubeconfig_DeepNestingOrExpandingAliases_IsBounded(string kind, string? expected)
    {
        var bomb =
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(
                Enumerable
                    .Range(1, 20)
                    .Select(level =>
                        $"{(char)('a' + level)}: &{(char)('a' + level)} "
                        + $"[{string.Join(',', Enumerable.Repeat($"*{(char)('a' + level - 1)}", 10))}]\n"
                    )
            );
        var chain = "u: &u []\n" + string.Concat(Enumerable.Repeat("u: &u [*u]\n", 9_000));
        var plain = world.Fill(KubeconfigCase.Config("{A}", "{ token: x }"));
        var text = kind switch
        {
            "deep" => new string('[', 100_000),
            "block" => string.Concat(Enumerable.Range(0, 2_000).Select(level => $"{new string(' ', level)}a:\n")),
            "aliases" => bomb + plain,
            "merges" => $"a: &a {{ {string.Join(',', Enumerable.Range(0, 3_000).Select(key => $"k{key}: 1"))} }}\n"
                + $"b: {{ <<: [{string.Join(',', Enumerable.Repeat("*a", 3_000))}] }}\n{plain}",
            _ => (kind is "chain" ? chain : bomb)
                + world.Fill(
                    KubeconfigCase.Config(
                        "{A}, extensions: [{ name: client.authentication.k8s.io/exec, extension: *u }]",
                        "{ exec: { apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Never, "
                            + "provideClusterInfo: true } }"
                    )
                ),
        };
        var file = Path.Combine(folder, "kubeconfig");
        File.WriteAllText(file, text);
        if (expected is null)
        {
            Assert.Equal("u", ClusterIdentity.Find(new() { Kubeconfig = file }, TimeProvider.System).User);
            return;
        }

        Assert.Contains(
            expected,
            Assert.Throws<StartupException>(() => ClusterIdentity.Find(new() { Kubeconfig = file }, TimeProvider.System)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Kubeconfig_With9300Contexts_IsReadAndItsErrorsStayShort()
    {
        var numbers = Enumerable.Range(0, 9_300).ToList();
        var file = Path.Combine(folder, "kubeconfig");
        File.WriteAllText(
            file,
            string.Join(
                '\n',
                [
                    "current-context: context-9299",
                    "contexts:",
                    .. numbers.Select(number =>
                        $"- name: context-{number}\n  context:\n    cluster: cluster-{number}\n    user: user-{number}"
                    ),
                    "clusters:",
                    .. numbers.Select(number => $"- name: cluster-{number}\n  cluster:\n    server: https://10.0.0.1:{number + 1}"),
                    "users:",
                    .. numbers.Select(number => $"- name: user-{number}\n  user:\n    token: token-{number}"),
                ]
            )
        );
        Assert.Equal(new("https://10.0.0.1:9300/"), ClusterIdentity.Find(new() { Kubeconfig = file }, TimeProvider.System).Settings.Server);
        var fault = Assert.Throws<StartupException>(() =>
            ClusterIdentity.Find(new() { Kubeconfig = file, Context = "context" }, TimeProvider.System)
        );
        Assert.EndsWith(
            "has no context 'context'. It has: context-0, context-1, context-10, context-100, context-1000, "
                + "context-1001, context-1002, context-1003, context-1004, context-1005 and 9,290 more.",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    private static string Mutate(string text, Random random)
    {
        for (var change = random.Next(1, 3); change > 0; change--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 20), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                3 when at < text.Length => $"{text[..at]}{(char)random.Next(1, 0x180)}{text[(at + 1)..]}",
                _ => text[..at],
            };
        }

        return text;
    }
}
