using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>An error response: a Status with the API server's message.</summary>
internal sealed class ApiFailure(int code, string reason, string message, StatusDetails? details = null) : Exception(message)
{
    public Status Status { get; } =
        new()
        {
            Metadata = new ListMeta(),
            Status_ = "Failure",
            Message = message,
            Reason = reason,
            Details = details,
            Code = code,
        };

    public static ApiFailure Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiFailure Forbidden(ResourceCall call, string user) => new(403, "Forbidden", Words(call, user), Details(call));

    public static ApiFailure ForbiddenPath(string verb, string path, string user) =>
        new(403, "Forbidden", $"forbidden: User \"{user}\" cannot {verb} path \"{path}\"", new StatusDetails());

    public static ApiFailure NoResource() => new(404, "NotFound", "the server could not find the requested resource", new StatusDetails());

    public static ApiFailure NotFound(ResourceKind kind, string name) => Of(StoreException.NotFound(kind, name), kind);

    public static ApiFailure BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiFailure NotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", new StatusDetails());

    public static ApiFailure NotAcceptable() => new(406, "NotAcceptable", "406: Not Acceptable", new StatusDetails());

    public static ApiFailure UnsupportedMediaType(string words = "415: Unsupported Media Type") =>
        new(415, "UnsupportedMediaType", words, new StatusDetails());

    public static ApiFailure OtherName(string given, string wanted) =>
        BadRequest($"the name of the object ({given}) does not match the name on the URL ({wanted})");

    public static ApiFailure OtherNamespace() =>
        BadRequest("the namespace of the provided object does not match the namespace sent on the request");

    /// <summary>Invalid request options.</summary>
    public static ApiFailure InvalidOptions(string options, FieldFault fault) =>
        new(
            422,
            "Invalid",
            $"{options}.meta.k8s.io \"\" is invalid: {fault}",
            new StatusDetails
            {
                Group = "meta.k8s.io",
                Kind = options,
                Causes =
                {
                    new StatusCause
                    {
                        Reason = fault.Reason,
                        Message = fault.Message,
                        Field = fault.Field,
                    },
                },
            }
        );

    /// <summary>A failed precondition of a delete.</summary>
    public static ApiFailure Precondition(ResourceKind kind, string name, string why)
    {
        var kindName = kind.Group.Length == 0 ? kind.Name : $"{kind.Name}.{kind.Group}";
        var details = new StatusDetails
        {
            Name = name,
            Group = kind.Group,
            Kind = kind.Name,
        };
        return new ApiFailure(409, "Conflict", $"Operation cannot be fulfilled on {kindName} \"{name}\": {why}", details);
    }

    /// <summary>503 ServiceUnavailable.</summary>
    public static ApiFailure Unavailable(string what) => new(503, "ServiceUnavailable", what);

    /// <summary>500 InternalError.</summary>
    public static ApiFailure Internal(string what) =>
        new(
            500,
            "InternalError",
            $"Internal error occurred: {what}",
            new StatusDetails { Causes = { new StatusCause { Message = what } } }
        );

    public static ApiFailure Unprocessable() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", new StatusDetails());

    /// <summary>422 Invalid: one message, and the causes as a list.</summary>
    public static ApiFailure Invalid(ResourceKind kind, string name, IReadOnlyList<FieldFault> faults)
    {
        var kindName = kind.Group.Length == 0 ? kind.Name : $"{kind.Name}.{kind.Group}";
        var words = faults.Count == 1 ? faults[0].ToString() : $"[{string.Join(", ", faults)}]";
        var details = new StatusDetails
        {
            Name = name,
            Group = kind.Group,
            Kind = kind.Name,
        };
        details.Causes.AddRange(
            faults.Select(fault => new StatusCause
            {
                Reason = fault.Reason,
                Message = fault.Message,
                Field = fault.Field,
            })
        );
        return new ApiFailure(422, "Invalid", $"{kindName} \"{name}\" is invalid: {words}", details);
    }

    public static ApiFailure Of(StoreException refused, ResourceKind kind) =>
        refused.Error switch
        {
            StoreError.NotFound => new ApiFailure(404, "NotFound", refused.Message, Details(kind, refused.Name)),
            StoreError.AlreadyExists => new ApiFailure(409, "AlreadyExists", refused.Message, Details(kind, refused.Name)),
            StoreError.Conflict => new ApiFailure(409, "Conflict", refused.Message, Details(kind, refused.Name)),
            StoreError.Expired => new ApiFailure(410, "Expired", refused.Message),
            _ => throw new ArgumentOutOfRangeException(nameof(refused)),
        };

    private static string Words(ResourceCall call, string user)
    {
        var where = call.Namespace.Length > 0 ? $"in the namespace \"{call.Namespace}\"" : "at the cluster scope";
        var full = call.Subresource.Length > 0 ? $"{call.Plural}/{call.Subresource}" : call.Plural;
        var qualified = call.Group.Length > 0 ? $"{call.Plural}.{call.Group}" : call.Plural;
        var named = call.Name.Length > 0 ? $" \"{call.Name}\"" : "";
        return $"{qualified}{named} is forbidden: User \"{user}\" cannot {call.Verb} resource \"{full}\" in API group \"{call.Group}\" "
            + $"{where}";
    }

    private static StatusDetails Details(ResourceCall call) =>
        new()
        {
            Name = call.Name,
            Group = call.Group,
            Kind = call.Plural,
        };

    private static StatusDetails Details(ResourceKind kind, string name) =>
        new()
        {
            Name = name,
            Group = kind.Group,
            Kind = kind.Plural,
        };
}

/// <summary>One cause: an invalid field.</summary>
internal sealed record FieldFault(string Reason, string Field, string Message)
{
    public static FieldFault Required(string field, string why = "") =>
        new("FieldValueRequired", field, why.Length == 0 ? "Required value" : $"Required value: {why}");

    public static FieldFault Invalid(string field, string value, string why) =>
        new("FieldValueInvalid", field, $"Invalid value: {value}: {why}");

    public static FieldFault TooLong(string field, int bytes) =>
        new("FieldValueTooLong", field, $"Too long: must have at most {bytes} bytes");

    public static FieldFault Forbidden(string field, string why) => new("FieldValueForbidden", field, $"Forbidden: {why}");

    public override string ToString() => $"{Field}: {Message}";
}
