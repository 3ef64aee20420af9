namespace K8sDashboard.Cluster.Wire;

/// <summary>
/// The envelope of Kubernetes' protobuf encoding: the four bytes <c>k8s\0</c>, then <c>runtime.Unknown{1: TypeMeta, 2: raw, …}</c>.
/// See https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding.
/// </summary>
internal static class Envelope
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private const int Raw = 2;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>The encoded object itself.</summary>
    /// <exception cref="MalformedAnswerException">The bytes are not an envelope, or truncated.</exception>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> answer)
    {
        if (!answer.Span.StartsWith(Magic))
            throw new MalformedAnswerException("the answer is not Kubernetes' protobuf");
        foreach (var field in ProtobufField.Read(answer[Magic.Length..]))
            if (field.Number == Raw)
                return field.Bytes;
        return default;
    }
}
