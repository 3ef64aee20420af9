using Google.Protobuf;

namespace K8sDashboard.Demo.Storage;

/// <summary>Copies of messages whose type is not known before.</summary>
internal static class ObjectCopy
{
    public static IMessage Of(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteString());
}
