using System.IO.Compression;
using System.Text;

namespace K8sDashboard.Monitoring.Tests.BadInputs;

/// <summary>Malformed responses seen in place of Prometheus' answers, from proxies and other servers.</summary>
internal static class BrokenAnswers
{
    private const string Json = "application/json";

    /// <summary>One response: HTTP status, media type, bytes, and content encoding.</summary>
    internal sealed record Answer(int Status, string Type, byte[] Body, string? Encoding = null, string? Location = null);

    /// <summary>Responses without data, for any request.</summary>
    public static readonly IReadOnlyDictionary<string, Answer> NoData = new Dictionary<string, Answer>
    {
        ["an empty body"] = Text(""),
        ["a login page"] = new(200, "text/html", "<html><form action=login>"u8.ToArray()),
        ["a login page that says it is JSON"] = Text("<html>"),
        ["no type"] = new(200, "", "ok"u8.ToArray()),
        ["null"] = Text("null"),
        ["a number"] = Text("7"),
        ["a text"] = Text("\"success\""),
        ["a list"] = Text("[]"),
        ["an empty object"] = Text("{}"),
        ["cut in the middle"] = Text("""{"status":"success","data":{"resultType":"mat"""),
        ["two answers in one"] = Text("""{"status":"success","data":{}}{"status":"success","data":{}}"""),
        ["success without data"] = Text("""{"status":"success"}"""),
        ["success with null"] = Text("""{"status":"success","data":null}"""),
        ["success with a list"] = Text("""{"status":"success","data":[]}"""),
        ["data without result"] = Text("""{"status":"success","data":{"resultType":"matrix"}}"""),
        ["a result that is null"] = Data("null"),
        ["a result that is an object"] = Data("{}"),
        ["a series that is null"] = Data("[null]"),
        ["a series that is a list"] = Data("[[]]"),
        ["a series without labels"] = Data("""[{"values":[]}]"""),
        ["labels that are a list"] = Data("""[{"metric":[],"values":[],"value":[1,"1"]}]"""),
        ["a series without values"] = Data("""[{"metric":{}}]"""),
        ["values that are an object"] = Data("""[{"metric":{},"values":{},"value":{}}]"""),
        ["a point of one"] = Data("""[{"metric":{},"values":[[1]],"value":[1]}]"""),
        ["a point of three"] = Data("""[{"metric":{},"values":[[1,"1",1]],"value":[1,"1",1]}]"""),
        ["a value that is a number"] = Data("""[{"metric":{},"values":[[1,1]],"value":[1,1]}]"""),
        ["a value that is a word"] = Data("""[{"metric":{},"values":[[1,"one"]],"value":[1,"one"]}]"""),
        ["a value that is empty"] = Data("""[{"metric":{},"values":[[1,""]],"value":[1,""]}]"""),
        ["a moment that is a text"] = Data("""[{"metric":{},"values":[["1","1"]],"value":["1","1"],"labels":7}]"""),
        ["half a letter in a label"] = Data("""[{"metric":{"a":"\ud800"},"values":[],"value":[1,"1"]}]"""),
        ["half a letter in a status"] = Text("""{"status":"\ud800"}"""),
        ["no UTF-8"] = new(200, Json, [.. "{\"status\":\""u8, 0xff, 0xfe, .. "\"}"u8]),
        ["UTF-16"] = new(200, Json, Encoding.Unicode.GetBytes("""{"status":"success"}""")),
        ["NaN as a number"] = Data("""[{"metric":{},"values":[[1,NaN]],"value":[1,NaN]}]"""),
        ["1,000 levels"] = Text(string.Concat(Enumerable.Repeat("[", 1_000))),
        ["1,000 levels in a label"] = Data(
            $$$"""[{"metric":{"a":{{{string.Concat(Enumerable.Repeat("[", 1_000))}}}"""
                + $$$"""{{{string.Concat(Enumerable.Repeat("]", 1_000))}}}},"values":[]}]"""
        ),
        ["1,000,000 levels"] = Text(string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000))),
        ["a gzip bomb"] = new(200, Json, Zipped(64 * 1024 * 1024), "gzip"),
        ["broken gzip"] = new(200, Json, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1, 2, 3], "gzip"),
        ["gzip that is none"] = new(200, Json, """{"status":"success","data":{"resultType":"matrix","result":[]}}"""u8.ToArray(), "gzip"),
        ["an encoding that nobody asked for"] = new(200, Json, [0x21, 0x08, 0, 0x04, 0x7b, 0x7d, 0x03], "br"),
        ["17 MiB of spaces"] = new(200, Json, [.. Enumerable.Repeat((byte)' ', 17 * 1024 * 1024)]),
        ["a redirect to a login"] = new(302, "text/html", [], null, "/login"),
        ["a redirect to the metadata service"] = new(
            307,
            "text/html",
            [],
            null,
            "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
        ),
        ["a redirect to a file"] = new(301, "text/html", [], null, "file:///etc/passwd"),
        ["a redirect to nowhere"] = new(308, "", []),
        ["nothing changed"] = new(304, "", []),
        ["no content"] = new(204, "", []),
        ["a teapot"] = new(418, "text/plain", "\u001b[2J I am a teapot"u8.ToArray()),
        ["an error without words"] = new(400, Json, """{"status":"error"}"""u8.ToArray()),
        ["an error of other types"] = new(422, Json, """{"status":"error","errorType":7,"error":{"a":1}}"""u8.ToArray()),
        ["an error that goes with success"] = Text("""{"status":"error","errorType":"bad_data","error":"parse error"}"""),
    };

    /// <summary>Unusual responses with valid data, possibly empty.</summary>
    public static readonly IReadOnlyDictionary<string, Answer> Odd = new Dictionary<string, Answer>
    {
        ["no series"] = Data("[]"),
        ["a series without points"] = Data("""[{"metric":{"a":"b"},"values":[]}]"""),
        ["NaN, Inf and -Inf"] = Data("""[{"metric":{},"values":[[1,"NaN"],[2,"+Inf"],[3,"-Inf"],[4,"Inf"]]}]"""),
        ["numbers beyond a double"] = Data("""[{"metric":{},"values":[[1,"1e999"],[2,"-1e999"],[1e300,"1"],[-1e300,"1"],[1e999,"1"]]}]"""),
        ["the same series twice"] = Data("""[{"metric":{"a":"b"},"values":[[1,"1"]]},{"metric":{"a":"b"},"values":[[1,"2"]]}]"""),
        ["the same label twice"] = Data("""[{"metric":{"a":"b","a":"c"},"values":[]}]"""),
        ["labels that are no texts"] = Data("""[{"metric":{"a":7,"b":null,"c":[1],"":""},"values":[]}]"""),
        ["points in disorder"] = Data("""[{"metric":{},"values":[[9,"1"],[1,"2"],[9,"3"]]}]"""),
        ["10,000 series"] = Data("[" + string.Join(',', Enumerable.Repeat("""{"metric":{},"values":[]}""", 10_000)) + "]"),
        ["warnings of other types"] = Text(
            """{"status":"success","data":{"resultType":"matrix","result":[]},"warnings":[7,null,{"a":1}],"infos":3,"isPartial":"yes"}"""
        ),
        ["warnings that are no list"] = Text("""{"status":"success","data":{"resultType":"matrix","result":[]},"warnings":"all"}"""),
    };

    private static Answer Text(string body) => new(200, Json, Encoding.UTF8.GetBytes(body));

    private static Answer Data(string result) => Text("""{"status":"success","data":{"resultType":"matrix","result":""" + result + "}}");

    private static byte[] Zipped(int length)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(new byte[length]);
        return zipped.ToArray();
    }
}
