using System.Net.WebSockets;
using Google.Protobuf;
using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Rbac.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Commands in containers, over WebSockets.</summary>
public sealed class ExecTests : IAsyncLifetime
{
    private const string Exec = "/api/v1/namespaces/shop/pods/web-1/exec?command=ls&stdout=true";

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync()
    {
        var store = new ObjectStore(TimeProvider.System);
        cluster = await Simulated.StartAsync(options => options with { Shell = new ContainerShell(store, TimeProvider.System) }, store);
        cluster.Pod(
            "web-1",
            shape: pod =>
            {
                pod.Spec.Containers[0].Env.Add(new EnvVar { Name = "MODE", Value = "test" });
                pod.Spec.Containers[0]
                    .Env.Add(
                        new EnvVar
                        {
                            Name = "PASSWORD",
                            ValueFrom = new EnvVarSource
                            {
                                SecretKeyRef = new SecretKeySelector
                                {
                                    LocalObjectReference = new LocalObjectReference { Name = "s" },
                                    Key = "p",
                                },
                            },
                        }
                    );
                pod.Spec.Containers[0].VolumeMounts.Add(new VolumeMount { Name = "v", MountPath = "/etc/web" });
                pod.Spec.Volumes.Add(
                    new Volume
                    {
                        Name = "v",
                        VolumeSource = new VolumeSource
                        {
                            ConfigMap = new ConfigMapVolumeSource { LocalObjectReference = new LocalObjectReference { Name = "m" } },
                        },
                    }
                );
                pod.Status.ContainerStatuses.Add(
                    new ContainerStatus
                    {
                        Name = "app",
                        State = new ContainerState { Running = new ContainerStateRunning() },
                    }
                );
            }
        );
        cluster.Store.Create(
            new Secret
            {
                Metadata = new ObjectMeta { Namespace = "shop", Name = "s" },
                Data = { ["p"] = ByteString.CopyFromUtf8("hidden") },
            }
        );
        cluster.Store.Create(
            new ConfigMap
            {
                Metadata = new ObjectMeta { Namespace = "shop", Name = "m" },
                Data = { ["web.conf"] = "listen 80\n" },
            }
        );
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData("v4.channel.k8s.io")]
    [InlineData("v5.channel.k8s.io")]
    public async Task Exec_CommandEnds_SendsOutputErrorsAndExitCode(string protocol)
    {
        using var good = await ExecClient.StartAsync(cluster, "web-1", "", ["echo", "hello", "there"], protocol);
        await good.EndAsync();
        Assert.Equal(
            ("hello there\n", "", """{"metadata":{},"status":"Success"}"""),
            (good.Output, good.Errors, good.Status!.ToJsonString())
        );

        using var bad = await ExecClient.StartAsync(
            cluster,
            "web-1",
            "",
            ["sh", "-c", "echo out; cat /none || exit 3; echo not this"],
            protocol
        );
        await bad.EndAsync();
        Assert.Equal(("out\n", "cat: can't open '/none': No such file or directory\n"), (bad.Output, bad.Errors));
        Assert.Equal(
            ("Failure", "NonZeroExitCode", "ExitCode", "3"),
            (
                (string)bad.Status!["status"]!,
                (string)bad.Status["reason"]!,
                (string)bad.Status["details"]!["causes"]![0]!["reason"]!,
                (string)bad.Status["details"]!["causes"]![0]!["message"]!
            )
        );
    }

    [Fact]
    public async Task Exec_ProgramMissing_IsInternalError()
    {
        using var client = await ExecClient.StartAsync(cluster, "web-1", "", ["python"]);
        await client.EndAsync();
        Assert.Equal("InternalError", (string)client.Status!["reason"]!);
        Assert.Contains("exec: \"python\": executable file not found in $PATH", (string)client.Status["message"]!);
    }

    [Theory]
    [InlineData("echo $MODE \"$PASSWORD\" '$MODE' ${HOSTNAME}", "test hidden $MODE web-1\n")]
    [InlineData("cat /etc/web/web.conf", "listen 80\n")]
    [InlineData("cd /etc && ls web; pwd", "web.conf\n/etc\n")]
    [InlineData("false || echo code $?", "code 1\n")]
    [InlineData("A=1; echo $A # and no more", "1\n")]
    [InlineData("touch /x; nothing; echo $?", "127\n")]
    public async Task Exec_ShellScript_SupportsVariablesFilesAndConditions(string script, string output)
    {
        using var client = await ExecClient.StartAsync(cluster, "web-1", "", ["sh", "-c", script]);
        Assert.Equal(output, (await client.EndAsync()).Output);
    }

    [Theory]
    [InlineData("ls | wc", "sh: this simulated shell knows no `|`: see `help`\n")]
    [InlineData("echo $(date)", "sh: this simulated shell knows no `$(`: see `help`\n")]
    [InlineData("echo 'open", "sh: syntax error: unterminated quoted string\n")]
    public async Task Exec_UnsupportedShellSyntax_ReportsErrorWithExitCode2(string script, string errors)
    {
        using var client = await ExecClient.StartAsync(cluster, "web-1", "", ["sh", "-c", script]);
        Assert.Equal(errors, (await client.EndAsync()).Errors);
        Assert.Equal("2", (string)client.Status!["details"]!["causes"]![0]!["message"]!);
    }

    [Fact]
    public async Task Exec_Terminal_PromptsEchoesResizesAndEndsOnCtrlD()
    {
        using var client = await ExecClient.StartAsync(cluster, "web-1", "&stdin=true&tty=true", ["sh"]);
        await client.UntilAsync("/ # ");
        await client.ResizeAsync(132, 43);
        await client.TypeAsync("stty sizes\u007f\r");
        Assert.Equal("/ # stty sizes\b \b\r\n43 132\r\n/ # ", await client.UntilAsync("132\r\n/ # "));
        await client.TypeAsync("cd /etc/web\rls\r");
        await client.UntilAsync("web.conf\r\n/etc/web # ");
        await client.TypeAsync("half a line\u0003exit 4\r");
        await client.EndAsync();
        Assert.Contains("half a line^C\r\n/etc/web # exit 4\r\n", client.Output);
        Assert.Equal("4", (string)client.Status!["details"]!["causes"]![0]!["message"]!);

        using var other = await ExecClient.StartAsync(cluster, "web-1", "&stdin=true&tty=true", ["sh"]);
        await other.UntilAsync("/ # ");
        await other.TypeAsync("\u0004");
        Assert.Equal("Success", (string)(await other.EndAsync()).Status!["status"]!);
    }

    [Theory]
    [InlineData("sleep 1000\r", "\u0003")]
    [InlineData("sleep 1000\r\u0003", "")]
    public async Task Exec_CtrlCDuringOrBeforeCommandStarts_EndsItWithExitCode130(string typed, string then)
    {
        using var client = await ExecClient.StartAsync(cluster, "web-1", "&stdin=true&tty=true", ["sh"]);
        await client.TypeAsync(typed);
        await client.UntilAsync("sleep 1000\r\n");
        if (then.Length > 0)
            await client.TypeAsync(then);
        await client.TypeAsync("echo code $?\r");
        await client.UntilAsync("code 130\r\n");
    }

    [Fact]
    public async Task Exec_PipedInput_IsReadToItsEnd()
    {
        using var client = await ExecClient.StartAsync(cluster, "web-1", "&stdin=true", ["cat"]);
        await client.TypeAsync("one\ntw");
        await client.TypeAsync("o\nthree");
        await client.EndInputAsync();
        Assert.Equal("one\ntwo\nthree\n", (await client.EndAsync()).Output);
    }

    [Fact]
    public async Task Exec_InvalidRequest_IsRejectedBeforeUpgrade()
    {
        Assert.Contains(
            "pods \\\"none\\\" not found",
            (await cluster.SendAsync(HttpMethod.Get, Exec.Replace("web-1", "none", StringComparison.Ordinal))).Body
        );
        Assert.Contains(
            "container other is not valid for pod web-1",
            (await cluster.SendAsync(HttpMethod.Get, $"{Exec}&container=other")).Body
        );
        Assert.Contains(
            "you must specify at least one command",
            (await cluster.SendAsync(HttpMethod.Get, Exec.Replace("command=ls", "a=b", StringComparison.Ordinal))).Body
        );
        Assert.Contains("Upgrade request required", (await cluster.SendAsync(HttpMethod.Get, Exec)).Body);
        cluster.Pod(
            "web-2",
            shape: pod =>
                pod.Status.ContainerStatuses.Add(
                    new ContainerStatus
                    {
                        Name = "app",
                        State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = "ContainerCreating" } },
                    }
                )
        );
        Assert.Contains(
            "container not found (\\\"app\\\")",
            (await cluster.SendAsync(HttpMethod.Get, Exec.Replace("web-1", "web-2", StringComparison.Ordinal))).Body
        );
        cluster.Pod("web-3", shape: pod => pod.Status.Phase = "Succeeded");
        Assert.Contains(
            "cannot exec into a container in a completed pod; current phase is Succeeded",
            (await cluster.SendAsync(HttpMethod.Get, Exec.Replace("web-1", "web-3", StringComparison.Ordinal))).Body
        );
        await Assert.ThrowsAsync<WebSocketException>(() => ExecClient.StartAsync(cluster, "web-1", "", ["ls"], "base64.channel.k8s.io"));
    }

    [Theory]
    [InlineData("viewer", false)]
    [InlineData("developer", true)]
    public async Task Exec_WithoutCreatePermission_IsForbidden(string user, bool may)
    {
        if (may)
        {
            using var client = await ExecClient.StartAsync(cluster, "web-1", "", ["hostname"], user: user);
            Assert.Equal("web-1\n", (await client.EndAsync()).Output);
            return;
        }

        var (code, body) = await cluster.SendAsync(HttpMethod.Get, Exec, client: cluster.Client(user));
        Assert.Equal(403, code);
        Assert.Contains("cannot get resource \\\"pods/exec\\\"", body);
        StandardReader(user);
        (code, body) = await cluster.SendAsync(HttpMethod.Get, Exec, client: cluster.Client(user));
        Assert.Equal(403, code);
        Assert.Contains("cannot create resource \\\"pods/exec\\\"", body);
    }

    [Fact]
    public async Task Exec_KubectlOverWebSocketOrSpdy_RunsOrExplainsWhyNot()
    {
        Assert.SkipWhen(Kubectl.All.Count == 0, "there is no kubectl");
        foreach (var found in Kubectl.All)
        {
            using var kubectl = new Kubectl(cluster, found);
            var said = await kubectl.RunAsync("exec web-1 -- echo hello");
            Assert.True(
                said is "hello" || said.Contains("SPDY is not simulated: commands are run over WebSockets alone", StringComparison.Ordinal),
                $"{found}: {said}"
            );
        }
    }

    // A role to read pods and run commands in them, and nothing else.
    private void StandardReader(string user)
    {
        cluster.Store.Create(
            new ClusterRole
            {
                Metadata = new ObjectMeta { Name = "looker" },
                Rules =
                {
                    new PolicyRule
                    {
                        Verbs = { "get" },
                        ApiGroups = { "" },
                        Resources = { "pods/exec" },
                    },
                },
            }
        );
        StandardRoles.BindCluster(cluster.Store, "looker", cluster.Users.Single(one => one.Name == user));
    }
}
