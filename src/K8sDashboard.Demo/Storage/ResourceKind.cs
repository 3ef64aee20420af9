using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>One kind of object that the API serves: its names, and how to read it from its bytes.</summary>
public sealed class ResourceKind
{
    // Only generated types know how they are copied: a round over the wire would cost ten times as much.
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

    /// <summary>The kind's name, as <c>kind:</c> says it: <c>Deployment</c>.</summary>
    public string Name => Message.Name;

    /// <summary>The API group, empty for the core.</summary>
    public string Group { get; }

    /// <summary>The version within the group.</summary>
    public string Version { get; }

    /// <summary>The name in paths: <c>deployments</c>.</summary>
    public string Plural { get; }

    /// <summary>Whether objects of it live in a namespace.</summary>
    public bool Namespaced { get; internal init; } = true;

    /// <summary>The names that kubectl takes for short.</summary>
    public IReadOnlyList<string> ShortNames { get; internal init; } = [];

    /// <summary>The families that kubectl takes for it, such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; internal init; } = [];

    /// <summary>Whether <c>/scale</c> is served.</summary>
    public bool Scales { get; internal init; }

    /// <summary>Whether <c>metadata.generation</c> counts the changes of its spec.</summary>
    public bool CountsGenerations { get; internal init; }

    /// <summary>What the API server calls the kind in its messages: <c>deployments.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Group and version, as <c>apiVersion:</c> says them.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The description of its protobuf message.</summary>
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
