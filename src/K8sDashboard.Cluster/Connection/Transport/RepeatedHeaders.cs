using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace K8sDashboard.Cluster.Connection.Transport;

/// <summary>
/// Headers with one line per value. .NET joins the values into one line, <c>Impersonate-Group: dev, ops</c>, which an API server reads as
/// one group of that name. So .NET sends a random placeholder, and <see cref="Filter"/> replaces it by the lines on the wire. See
/// https://github.com/dotnet/runtime/blob/main/src/libraries/System.Net.Http/src/System/Net/Http/SocketsHttpHandler/HttpConnection.cs.
/// </summary>
internal sealed class RepeatedHeaders
{
    private readonly ImmutableArray<Expansion> expansions;

    public RepeatedHeaders(IEnumerable<(string Name, ImmutableArray<string> Values)> headers)
    {
        var sent = ImmutableArray.CreateBuilder<(string, string)>();
        var marked = ImmutableArray.CreateBuilder<Expansion>();
        foreach (var (name, values) in headers)
        {
            // 256 random bits, so that no header or body can contain it by chance or by intent.
            var value = values.Length == 1 ? values[0] : RandomNumberGenerator.GetHexString(64);
            sent.Add((name, value));
            if (values.Length > 1)
                marked.Add(new(Bytes($"{name}: {value}\r\n"), Bytes(string.Concat(values.Select(one => $"{name}: {one}\r\n")))));
        }

        Sent = sent.ToImmutable();
        expansions = marked.ToImmutable();
    }

    /// <summary>The headers for .NET, with placeholders.</summary>
    public ImmutableArray<(string Name, string Value)> Sent { get; }

    /// <summary>There is a placeholder, so that connections need the filter.</summary>
    public bool IsNeeded => !expansions.IsEmpty;

    /// <summary>Wraps the plaintext stream of an HTTP/1.1 connection.</summary>
    public Stream Filter(Stream connection) => new Expanding(connection, expansions);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private sealed record Expansion(byte[] Mark, byte[] Lines);

    /// <summary>
    /// Replaces placeholders in written data. A placeholder may be split over two writes; a message ends in <c>\n</c> or <c>}</c>, with
    /// which none begins, so that nothing is held back at its end.
    /// </summary>
    private sealed class Expanding(Stream inner, ImmutableArray<Expansion> expansions) : Stream
    {
        private byte[] held = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            byte[] all = [.. held, .. buffer.Span];
            held = [];
            var rest = 0;
            for (var at = 0; at < all.Length; at++)
            {
                foreach (var expansion in expansions)
                {
                    var ahead = all.AsSpan(at);
                    if (ahead.StartsWith(expansion.Mark))
                    {
                        await inner.WriteAsync(all.AsMemory(rest, at - rest), cancellationToken);
                        await inner.WriteAsync(expansion.Lines, cancellationToken);
                        rest = at + expansion.Mark.Length;
                        at = rest - 1;
                        break;
                    }

                    if (ahead.Length >= expansion.Mark.Length || !expansion.Mark.AsSpan().StartsWith(ahead))
                        continue;
                    held = all[at..];
                    await inner.WriteAsync(all.AsMemory(rest, at - rest), cancellationToken);
                    return;
                }
            }

            await inner.WriteAsync(all.AsMemory(rest), cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("Requests are sent asynchronously.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            inner.ReadAsync(buffer, offset, count, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
