using K8sDashboard.Cluster.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Kubeconfigs.KubeconfigCase;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>Cases of contexts, multiple files, and YAML syntax.</summary>
internal static class FileCases
{
    private static readonly string Alice = Config("{A}", "{ token: alice }");
    private static readonly string Bert = Config("{A}", "{ token: bert }");

    // Static initializers run in textual order: before the table that uses it.
    private static string Two(string context) =>
        Alice
            .Replace("contexts: [", $"contexts: [{{ name: {context}, context: {{ cluster: k, user: v }} }}, ")
            .Replace("users: [", "users: [{ name: v, user: { token: bert } }, ");

    public static readonly KubeconfigCase[] All =
    [
        new("context by name", Two("d"), "a: Bearer bert") { Context = "d" },
        new("context by name, with case", Two("C"), "a: Bearer bert") { Context = "C" },
        new("context that is not there", Alice, Refused + "has no context 'e'. It has: c") { Context = "e" },
        new(
            "current context that is not there",
            Alice.Replace("current-context: c", "current-context: e"),
            Refused + "has no context 'e'. It has: c"
        ),
        new(
            "no current context",
            Alice.Replace("current-context: c", ""),
            Refused + "names no current context. Choose one with --context NAME: c"
        ),
        new("nameless context", Alice.Replace("current-context: c", "").Replace("name: c,", "name: '',"), "a: Bearer alice"),
        new(
            "namespace that is none",
            Config("{A}", "{ token: alice }", "cluster: k, user: u, namespace: 'no/space'"),
            Refused + "which is no namespace's name"
        )
        {
            Kubectl = "a: Bearer alice",
            Reason = "kubectl finds it out when a request needs the namespace",
        },
        new(
            "two contexts of one name",
            Alice.Replace("contexts: [", "contexts: [{ name: c, context: { cluster: k } }, "),
            Refused + "contexts has two entries named \"c\""
        ),
        new(
            "two users of one name",
            Alice.Replace("users: [", "users: [{ name: u, user: { token: bert } }, "),
            Refused + "users has two entries named \"u\""
        ),
        new(
            "unknown fields",
            Alice.Replace("token: alice", "token: alice, as_user: jane, Token: bert, clientCertificate: x") + "\nextra: { a: [1] }",
            "a: Bearer alice"
        ),
        new(
            "preferences and extensions",
            Alice + "\npreferences: { colors: true }\nextensions: [{ name: x, extension: { a: 1 } }]",
            "a: Bearer alice"
        ),
        new("another kind", Alice.Replace("kind: Config", "kind: Pod"), Refused + "its kind is \"Pod\""),
        new("another apiVersion", Alice.Replace("apiVersion: v1", "apiVersion: v2"), Refused + "its apiVersion is \"v2\""),
        new("no kind and no apiVersion", Alice.Replace("kind: Config", "").Replace("apiVersion: v1", ""), "a: Bearer alice"),
        new("empty file", "", Refused + "is empty: it names no cluster"),
        new("comment alone", "# nothing\n", Refused + "is empty: it names no cluster"),
        new("document mark alone", "---\n", Refused + "is empty: it names no cluster"),
        new("null alone", "null\n", Refused + "is empty: it names no cluster"),
        new("empty mapping", "{}\n", Refused + "is empty: it names no cluster"),
        new("user that is null", Alice.Replace("users: [", "users: [null, "), "a: Bearer alice"),
        new KubeconfigCase("lists that are null", Alice.Split("\nusers:")[0] + "\nusers: null\n", "a: anonymous").Prompted,
        new KubeconfigCase("user that is alone and null", Alice.Split("\nusers:")[0] + "\nusers: [null]\n", "a: anonymous").Prompted,
        new(
            "users that are a mapping",
            Alice.Split("\nusers:")[0] + "\nusers: { u: { token: alice } }\n",
            Refused + "users (line 6) is a mapping, and must be a list"
        ),
        new("scalar", "just words\n", Refused + "the file (line 1) is a string, and must be a mapping"),
        new("no YAML", "a: [1, 2\n", Refused + "it cannot be read as YAML"),
        new("no text", "\u0001\u0002\0", Refused),
        new(
            "JSON with tabs",
            "{\n\t\"current-context\": \"c\",\n"
                + "\t\"contexts\": [{\"name\": \"c\", \"context\": {\"cluster\": \"k\", \"user\": \"u\"}}],\n"
                + "\t\"clusters\": [{\"name\": \"k\", \"cluster\": {\"server\": \"{AURL}\", \"insecure-skip-tls-verify\": true}}],\n"
                + "\t\"users\": [{\"name\": \"u\", \"user\": {\"token\": \"alice\"}}]\n}\n",
            "a: Bearer alice"
        ),
        new("byte order mark", "\ufeff" + Alice, "a: Bearer alice"),
        new("Windows line ends", Alice.ReplaceLineEndings("\r\n"), "a: Bearer alice"),
        new("two documents", Alice + "\n---\n" + Bert, "a: Bearer alice"),
        new("a key that stands twice", Alice.Replace("token: alice", "token: bert, token: alice"), "a: Bearer alice"),
        new(
            "alias and merge key",
            Alice.Replace("users: [", "shared: &shared { token: alice }\nusers: [").Replace("{ token: alice } }]", "{ <<: *shared } }]"),
            "a: Bearer alice"
        ),
        new("alias without anchor", Alice.Replace("{ token: alice }", "*nowhere"), Refused),
        new("tagged string", Alice.Replace("token: alice", "token: !!str 123"), "a: Bearer 123"),
        new(
            "context whose name looks like a number",
            Alice.Replace("current-context: c", "current-context: '1'").Replace("name: c,", "name: '1',"),
            "a: Bearer alice"
        ),
        new("first of two files", null, "a: Bearer alice") { Files = [("one", Alice), ("two", Bert)], Listed = ["one", "two"] },
        new("first file that is not there", null, "a: Bearer bert") { Files = [("two", Bert)], Listed = ["one", "two"] },
        new("first file that is empty", null, "a: Bearer bert") { Files = [("one", ""), ("two", Bert)], Listed = ["one", "", "two"] },
        new("one file twice", null, "a: Bearer bert") { Files = [("two", Bert)], Listed = ["two", "two"] },
        new("user in a second file", null, "a: Bearer of-the-second")
        {
            Files = [("one", Alice.Split("\nusers:")[0]), ("two", "users: [{ name: u, user: { token: of-the-second } }]")],
            Listed = ["one", "two"],
        },
        new("first to set a key wins, whole", null, "a: basic carol:")
        {
            Files = [("one", Alice.Replace("{ token: alice }", "{ username: carol }")), ("two", Bert)],
            Listed = ["one", "two"],
        },
        new("empty current context does not win", null, "a: Bearer alice")
        {
            Files = [("one", "current-context: ''\n"), ("two", Alice)],
            Listed = ["one", "two"],
        },
        new("paths relative to their own file", null, "a: Bearer of-the-folder")
        {
            Files =
            [
                ("one", "current-context: ''\n"),
                ("folder/two", Alice.Replace("token: alice", "tokenFile: ../folder/token")),
                ("folder/token", "of-the-folder"),
            ],
            Listed = ["one", "folder/two"],
        },
        new("a broken file among others", null, Refused + "two cannot be used: it cannot be read as YAML")
        {
            Files = [("one", Alice), ("two", "a: [")],
            Listed = ["one", "two"],
        },
        new("a folder in the place of a file", null, Refused + "folder") { Files = [("folder/token", "x")], Listed = ["folder"] },
        new("no file at all", null, Refused + "No kubeconfig found") { Listed = ["one", "two"] },
    ];
}
