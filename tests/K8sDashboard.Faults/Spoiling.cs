using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Faults;

/// <summary>Applies body faults to the bytes.</summary>
internal static class Spoiling
{
    /// <summary>The stream that the forwarder writes to in place of the client's.</summary>
    public static Stream Of(Fault? fault, Stream body, HttpContext context, TimeProvider time) =>
        fault switch
        {
            Fault.Truncate truncate => Ending(body, truncate.After, () => { }),
            Fault.Cut cut => Ending(body, cut.After, context.Abort),
            Fault.Corrupt corrupt => Corrupted(body, corrupt.At),
            Fault.Trickle trickle => Trickling(body, TimeSpan.FromSeconds(1.0 / trickle.BytesPerSecond), time),
            Fault.Events events => Edited(body, events.Edit),
            Fault.LoseAnswer => Ending(body, 0, context.Abort),
            _ => body,
        };

    /// <summary>Also passes the written bytes to a callback.</summary>
    public static Stream Tapped(Stream body, Action<ReadOnlyMemory<byte>> passed) =>
        new BodyStream(
            body,
            (bytes, cancellation) =>
            {
                passed(bytes);
                return body.WriteAsync(bytes, cancellation);
            }
        );

    private static BodyStream Ending(Stream body, int after, Action then)
    {
        var left = after;
        return new BodyStream(
            body,
            async (bytes, cancellation) =>
            {
                if (left < 0)
                    return;
                await body.WriteAsync(bytes[..Math.Min(left, bytes.Length)], cancellation);
                await body.FlushAsync(cancellation);
                left -= bytes.Length;
                if (left > 0)
                    return;
                left = -1;
                then();
            }
        );
    }

    private static BodyStream Corrupted(Stream body, int at)
    {
        var passed = 0;
        return new BodyStream(
            body,
            (bytes, cancellation) =>
            {
                var copy = bytes.ToArray();
                if (at - passed >= 0 && at - passed < copy.Length)
                    copy[at - passed] ^= 0xff;
                passed += copy.Length;
                return body.WriteAsync(copy, cancellation);
            }
        );
    }

    private static BodyStream Trickling(Stream body, TimeSpan pause, TimeProvider time) =>
        new(
            body,
            async (bytes, cancellation) =>
            {
                for (var i = 0; i < bytes.Length; i++)
                {
                    await body.WriteAsync(bytes.Slice(i, 1), cancellation);
                    await Task.Delay(pause, time, cancellation);
                }
            }
        );

    private static BodyStream Edited(Stream body, Func<byte[], IEnumerable<byte[]>> edit)
    {
        var splitter = new FrameSplitter();
        return new BodyStream(
            body,
            async (bytes, cancellation) =>
            {
                foreach (var frame in splitter.Split(bytes))
                foreach (var edited in edit(frame))
                    await body.WriteAsync(edited, cancellation);
            }
        );
    }
}
