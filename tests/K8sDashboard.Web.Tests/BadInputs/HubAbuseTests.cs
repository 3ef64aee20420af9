using System.Net;
using K8sDashboard.Web.Hosting;
using K8sDashboard.Web.Tests.Hosting;

namespace K8sDashboard.Web.Tests.BadInputs;

/// <summary>
/// Invalid messages to the hub, as from a browser's console. At worst they end the sender's circuit; the server and other circuits are not
/// affected.
/// </summary>
public sealed class HubAbuseTests(HostAndOriginTests.SignedIn signedIn) : IClassFixture<HostAndOriginTests.SignedIn>, IAsyncLifetime
{
    private RawHub bystander = null!;

    private Uri Dashboard => new($"http://localhost:{signedIn.Dashboard.Address.Port}/");

    public async ValueTask InitializeAsync() => bystander = await RawHub.StartAsync(Dashboard, signedIn.Cookie);

    public async ValueTask DisposeAsync() => await bystander.DisposeAsync();

    public static TheoryData<string> Messages => [.. Forged.Keys];

    [Theory]
    [Trait("BadInput", "B13-forged-messages")]
    [MemberData(nameof(Messages))]
    public async Task BlazorHub_ForgedMessage_LeavesServerAndOtherCircuitsWorking(string name)
    {
        await using var sender = await RawHub.StartAsync(Dashboard, signedIn.Cookie);

        foreach (var message in Forged[name])
            await sender.SendAsync(message);
        // Any reaction is accepted (continues, disconnects, waits for the rest of a message): only the sender's circuit is affected.
        await sender.IsAliveAsync(RawHub.Silence);

        await AssertUnharmedAsync();
    }

    [Theory]
    [Trait("BadInput", "B13-hub-message-size")]
    [InlineData(33 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(16 * 1024 * 1024)]
    public async Task BlazorHub_MessageAboveSizeLimit_IsNotAnsweredAndOtherCircuitsContinue(int length)
    {
        await using var sender = await RawHub.StartAsync(Dashboard, signedIn.Cookie);

        await sender.InvokeAsync(
            null,
            "BeginInvokeDotNetFromJS",
            "1",
            "No.Such.Assembly",
            "Nothing",
            0L,
            $"[\"{new string('x', length)}\"]"
        );

        Assert.False(await sender.HearsAsync("JS.EndInvokeDotNet"));
        await AssertUnharmedAsync();
    }

    [Fact]
    [Trait("BadInput", "B13-hub-message-size")]
    public async Task BlazorHub_MessageWithinSizeLimit_IsAnswered()
    {
        await using var sender = await RawHub.StartAsync(Dashboard, signedIn.Cookie);

        await sender.InvokeAsync(
            null,
            "BeginInvokeDotNetFromJS",
            "1",
            "No.Such.Assembly",
            "Nothing",
            0L,
            $"[\"{new string('x', ScreenHosting.LargestHubMessage - 1024)}\"]"
        );

        Assert.True(await sender.HearsAsync("JS.EndInvokeDotNet"));
    }

    [Theory]
    [Trait("BadInput", "B13-forged-interop")]
    [InlineData("System.Private.CoreLib", "System.Environment.Exit", 0)]
    [InlineData("System.Private.CoreLib", "Exit", 0)]
    [InlineData("K8sDashboard.Web", "Print", 0)]
    [InlineData("K8sDashboard.Web", "Zoomed", 0)]
    [InlineData("K8sDashboard.Cluster", "RunAsync", 0)]
    [InlineData("Microsoft.AspNetCore.Components.Server", "DisposeAsync", 0)]
    [InlineData(null, "Dispose", 1)]
    [InlineData(null, "ToString", 1)]
    [InlineData(null, "Zoomed", 2)]
    [InlineData(null, "GetType", 99)]
    public async Task BlazorHub_InteropCallToUnexposedMethod_ReturnsInvocationError(string? assembly, string method, long target)
    {
        await using var sender = await RawHub.StartAsync(Dashboard, signedIn.Cookie);

        await sender.InvokeAsync(null, "BeginInvokeDotNetFromJS", "1", assembly, method, target, "[0]");

        Assert.True(await sender.HearsAsync("There was an exception invoking"));
        await AssertUnharmedAsync();
    }

    [Theory]
    [Trait("BadInput", "B13-forged-circuit-ids")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../secrets")]
    public async Task BlazorHub_ConnectCircuitWithForgedId_ReturnsFalse(string id)
    {
        await using var connecting = await RawHub.OpenAsync(Dashboard, signedIn.Cookie);
        await connecting.InvokeAsync("1", "ConnectCircuit", id);
        // The completion of invocation "1" with false, in MessagePack.
        Assert.True(await connecting.HearsAsync("\u00a11\u0003\u00c2"));
        await AssertUnharmedAsync();
    }

    [Theory]
    [Trait("BadInput", "B13-hub-handshake")]
    [InlineData("json")]
    [InlineData("messagepack")]
    [InlineData("\\\"}{")]
    public async Task BlazorHub_HandshakeOfOtherProtocol_CompletesNoInvocation(string protocol)
    {
        await using var sender = await RawHub.OpenAsync(Dashboard, signedIn.Cookie, protocol);
        await sender.SendTextAsync("{\"type\":1,\"target\":\"StartCircuit\",\"arguments\":[]}\u001e");
        Assert.False(await sender.HearsAsync("\"type\":3", RawHub.Silence));
        await AssertUnharmedAsync();
    }

    [Fact]
    [Trait("BadInput", "B13-hub-flood")]
    public async Task BlazorHub_FloodOfTenThousandCalls_LeavesServerAndOtherCircuitsWorking()
    {
        await using var sender = await RawHub.StartAsync(Dashboard, signedIn.Cookie);
        var call = RawHub.Frame(RawHub.Invocation(null, "BeginInvokeDotNetFromJS", "1", "No.Such.Assembly", "Nothing", 0L, "[]"));
        byte[] many = [.. Enumerable.Repeat(call, 200).SelectMany(bytes => bytes)];
        for (var sent = 0; sent < 50; sent++)
            await sender.SendAsync(many);

        await AssertUnharmedAsync();
    }

    private static readonly Dictionary<string, byte[][]> Forged = new()
    {
        ["random bytes"] = [Random(512)],
        ["a length without end"] =
        [
            [0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ],
        ["a length beyond the message"] =
        [
            [0xff, 0x7f, 0x95],
        ],
        ["a message of nothing"] = [RawHub.Frame([])],
        ["MessagePack of 1,000 levels"] = [RawHub.Frame([.. Enumerable.Repeat((byte)0x91, 1_000), 0xc0])],
        ["an array of four billion"] = [RawHub.Frame([0xdd, 0xff, 0xff, 0xff, 0xff])],
        ["a text of four billion"] = [RawHub.Frame([0x95, 0x01, 0x80, 0xc0, 0xdb, 0xff, 0xff, 0xff, 0xff])],
        ["an unknown kind of message"] = [RawHub.Frame([0x92, 0x63, 0xc0])],
        ["JSON"] = ["{\"type\":1}\u001e"u8.ToArray()],
        ["a method that is not there"] = [Call("DeleteEverything", "all")],
        ["a method with too few arguments"] = [Call("StartCircuit")],
        ["a method with other types"] = [Call("StartCircuit", 1L, true, null, 7L)],
        ["a second circuit on one connection"] = [Call("StartCircuit", "http://localhost/", "http://localhost/", "[]", "")],
        ["a circuit of another site"] = [Call("StartCircuit", "http://evil.example/", "javascript:alert(1)", "[]", "")],
        ["forged components"] =
        [
            Call(
                "UpdateRootComponents",
                """{"batchId":1,"operations":[{"type":"add","ssrComponentId":1"""
                    + ""","marker":{"type":"server","sequence":0,"descriptor":"CfDJ8forged","key":{}}}]}""",
                ""
            ),
        ],
        ["components that are no JSON"] = [Call("UpdateRootComponents", "{", "")],
        ["a forged state"] = [Call("ResumeCircuit", "id", "http://localhost/", "http://localhost/", "[]", "CfDJ8forged")],
        ["a pause"] = [Call("PauseCircuit", "id")],
        ["the end of a call that was not begun"] = [Call("EndInvokeJSFromDotNet", 1L, true, "[1,true,{}]")],
        ["an end that is no JSON"] = [Call("EndInvokeJSFromDotNet", -1L, false, "[[[[")],
        ["a render that was not sent"] = [Call("OnRenderCompleted", long.MaxValue, "")],
        ["an error of a render that was not sent"] = [Call("OnRenderCompleted", -1L, "<script>alert(1)</script>")],
        ["a place of another site"] = [Call("OnLocationChanged", "http://evil.example/", "state", false)],
        ["a place that is none"] =
        [
            Call("OnLocationChanged", "::::", null, true),
            Call("OnLocationChanging", 1L, "javascript:alert(1)", null, false),
        ],
        ["bytes that nobody asked for"] = [Call("ReceiveByteArray", 1L, new byte[1024])],
        ["a stream that nobody asked for"] = [Call("ReceiveJSDataChunk", 1L, 0L, new byte[1024], "error")],
        ["an event of a component that is not there"] =
        [
            Call("BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", 1L, """[{"eventHandlerId":1,"eventName":"click"},{}]"""),
        ],
        ["arguments of 1,000 levels"] = [Call("BeginInvokeDotNetFromJS", "1", "K8sDashboard.Web", "Nothing", 0L, new string('[', 1_000))],
        ["a close"] = [RawHub.Frame([0x93, 0x07, 0xc0, 0xc2])],
    };

    private static byte[] Call(string method, params object?[] arguments) => RawHub.Frame(RawHub.Invocation("9", method, arguments));

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(20261124).NextBytes(bytes);
        return bytes;
    }

    private async Task AssertUnharmedAsync()
    {
        Assert.True(await bystander.IsAliveAsync(), "another circuit was harmed");
        Assert.Equal(HttpStatusCode.OK, (await signedIn.Browser.GetAsync("/healthz")).StatusCode);
        await using var next = await RawHub.StartAsync(Dashboard, signedIn.Cookie);
        Assert.True(await next.IsAliveAsync());
    }
}
