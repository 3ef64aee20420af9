using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.OpenApi.V2;

namespace K8sDashboard.Demo.Serving;

/// <summary>Encodes an OpenAPI 2 document as protobuf (gnostic); only the parts that ours uses.</summary>
internal static class SwaggerProtobuf
{
    private const string Extension = "x-";

    public static Document Of(JsonObject swagger)
    {
        var document = new Document
        {
            Swagger = (string)swagger["swagger"]!,
            Info = new Info { Title = (string)swagger["info"]!["title"]!, Version = (string)swagger["info"]!["version"]! },
            Paths = new Paths(),
            Definitions = new Definitions(),
        };
        foreach (var (path, item) in swagger["paths"]!.AsObject())
            document.Paths.Path.Add(
                new NamedPathItem
                {
                    Name = path,
                    Value = new PathItem { Patch = Operation(item!["patch"]!.AsObject()) },
                }
            );
        document.Definitions.AdditionalProperties.Add(Schemas(swagger["definitions"]!.AsObject()));
        return document;
    }

    private static Operation Operation(JsonObject operation)
    {
        var read = new Operation { VendorExtension = { Extensions(operation) }, Responses = new Responses() };
        foreach (var parameter in operation["parameters"]!.AsArray())
        {
            var query = new QueryParameterSubSchema
            {
                Name = (string)parameter!["name"]!,
                In = (string)parameter["in"]!,
                Type = (string)parameter["type"]!,
                UniqueItems = true,
            };
            read.Parameters.Add(
                new ParametersItem
                {
                    Parameter = new Parameter { NonBodyParameter = new NonBodyParameter { QueryParameterSubSchema = query } },
                }
            );
        }

        foreach (var (code, response) in operation["responses"]!.AsObject())
            read.Responses.ResponseCode.Add(
                new NamedResponseValue
                {
                    Name = code,
                    Value = new ResponseValue { Response = new Response { Description = (string)response!["description"]! } },
                }
            );
        return read;
    }

    private static IEnumerable<NamedSchema> Schemas(JsonObject schemas) =>
        schemas.Select(one => new NamedSchema { Name = one.Key, Value = Schema(one.Value!.AsObject()) });

    private static Schema Schema(JsonObject schema)
    {
        var read = new Schema { VendorExtension = { Extensions(schema) } };
        if ((string?)schema["$ref"] is { } reference)
            read.Ref = reference;
        if ((string?)schema["format"] is { } format)
            read.Format = format;
        if ((string?)schema["type"] is { } type)
            read.Type = new TypeItem { Value = { type } };
        if (schema["items"] is JsonObject items)
            read.Items = new ItemsItem { Schema = { Schema(items) } };
        if (schema["additionalProperties"] is JsonObject values)
            read.AdditionalProperties = new AdditionalPropertiesItem { Schema = Schema(values) };
        if (schema["properties"] is JsonObject properties)
            read.Properties = new Properties { AdditionalProperties = { Schemas(properties) } };
        return read;
    }

    // Extension values are YAML, and JSON is valid YAML.
    private static IEnumerable<NamedAny> Extensions(JsonObject of) =>
        of.Where(one => one.Key.StartsWith(Extension, StringComparison.Ordinal))
            .Select(one => new NamedAny
            {
                Name = one.Key,
                Value = new Any { Yaml = one.Value!.ToJsonString() },
            });
}
