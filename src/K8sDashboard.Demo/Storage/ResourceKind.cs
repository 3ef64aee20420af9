using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>A served kind: its names, and the parser of its messages.</summary>
public sealed class ResourceKind
{
    // The generated Clone: a copy by encoding and decoding would cost ten times as much.
    private static readonly MethodInfo CloneMethod = typeof(ResourceKind).GetMethod(
        nameof(CloneOf),
        BindingFlags.Static | BindingFlags.NonPublic
    )!;

    private readonly FieldDescriptor metadata;
    private readonly Func<IMessage, IMessage> clone;

    internal ResourceKind(MessageDescriptor message, string group, string version, string plural)
    {
        Message = message;
        Group = group;
        Version = version;
        Plural = plural;
        metadata = message.FindFieldByName("metadata");
        Spec = message.FindFieldByName("spec");
        Status = message.FindFieldByName("status");
        clone = CloneMethod.MakeGenericMethod(message.ClrType).CreateDelegate<Func<IMessage, IMessage>>();
    }

    /// <summary>The kind as in <c>kind:</c>: <c>Deployment</c>.</summary>
    public string Name => Message.Name;

    /// <summary>The API group; empty for core.</summary>
    public string Group { get; }

    /// <summary>The version of the group.</summary>
    public string Version { get; }

    /// <summary>The plural resource name, as in paths: <c>deployments</c>.</summary>
    public string Plural { get; }

    /// <summary>Whether it is namespaced.</summary>
    public bool Namespaced { get; internal init; } = true;

    /// <summary>kubectl's short names.</summary>
    public IReadOnlyList<string> ShortNames { get; internal init; } = [];

    /// <summary>kubectl's categories, such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; internal init; } = [];

    /// <summary>Whether <c>/scale</c> is served.</summary>
    public bool Scales { get; internal init; }

    /// <summary>Whether <c>metadata.generation</c> counts the changes of its spec.</summary>
    public bool CountsGenerations { get; internal init; }

    /// <summary>The resource in the API server's messages: <c>deployments.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Group and version, as in <c>apiVersion:</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The descriptor of its protobuf message.</summary>
    public MessageDescriptor Message { get; }

    internal FieldDescriptor? Spec { get; }

    internal FieldDescriptor? Status { get; }

    internal ObjectMeta Meta(IMessage message)
    {
        if (metadata.Accessor.GetValue(message) is ObjectMeta meta)
            return meta;
        meta = new ObjectMeta();
        metadata.Accessor.SetValue(message, meta);
        return meta;
    }

    internal IMessage Clone(IMessage message) => clone(message);

    internal IMessage Parse(ReadOnlyMemory<byte> bytes) => Message.Parser.ParseFrom(bytes.Span);

    private static IMessage CloneOf<T>(IMessage message)
        where T : IMessage, IDeepCloneable<T> => ((T)message).Clone();
}
