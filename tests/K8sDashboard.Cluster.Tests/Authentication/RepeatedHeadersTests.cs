using System.Text;
using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Tests.Authentication;

/// <summary>Headers with several values on the wire: one line each, wherever .NET splits its writes.</summary>
public class RepeatedHeadersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(4096)]
    public async Task RepeatedHeaders_RequestWrittenInChunks_HasOneLinePerValue(int size)
    {
        var headers = new RepeatedHeaders([
            ("Impersonate-User", ["jane"]),
            ("Impersonate-Group", ["dev", "ops, too"]),
            ("Impersonate-Extra-x", ["1", "2"]),
        ]);
        var head = string.Concat(headers.Sent.Select(header => $"{header.Name}: {header.Value}\r\n"));
        var request = Encoding.ASCII.GetBytes(
            $"POST /api HTTP/1.1\r\nImpersonate-Grou: no\r\n{head}Host: x\r\n\r\n{{\"Impersonate-Group\":1}}"
        );
        using var wire = new MemoryStream();
        await using (var filter = headers.Filter(wire))
        {
            foreach (var piece in request.Chunk(size))
                await filter.WriteAsync(piece, TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            "POST /api HTTP/1.1\r\nImpersonate-Grou: no\r\nImpersonate-User: jane\r\n"
                + "Impersonate-Group: dev\r\nImpersonate-Group: ops, too\r\n"
                + "Impersonate-Extra-x: 1\r\nImpersonate-Extra-x: 2\r\nHost: x\r\n\r\n{\"Impersonate-Group\":1}",
            Encoding.ASCII.GetString(wire.ToArray())
        );
    }

    [Fact]
    public void RepeatedHeaders_SingleValues_NeedNoFilter() =>
        Assert.False(new RepeatedHeaders([("Impersonate-User", ["jane"]), ("Impersonate-Group", ["dev"])]).IsNeeded);
}
