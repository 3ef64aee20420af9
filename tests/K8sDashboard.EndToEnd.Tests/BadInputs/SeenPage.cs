using System.Text.Json;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>The state of a page in the browser.</summary>
/// <param name="Text">All its text, including titles and accessible names.</param>
/// <param name="Foreign">Elements and attributes that no page of the dashboard has.</param>
/// <param name="Ran">A payload's script was executed.</param>
/// <param name="Violations">Violations of the content security policy.</param>
internal sealed record SeenPage(string Text, string[] Foreign, bool Ran, string[] Violations)
{
    /// <summary>An init script, which records events before the page's own scripts run.</summary>
    public const string Listen =
        "window.__violations = []; document.addEventListener('securitypolicyviolation', "
        + "e => window.__violations.push(`${e.violatedDirective}: ${e.blockedURI}`));";

    private const string Inspect = """
        () => {
          const text = [], foreign = [];
          const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
          const banned = ('iframe object embed form meta[http-equiv] marquee video audio math template details[ontoggle] '
            + 'img animate use noscript x').split(' ');
          const isLink = /^(href|src|action|formaction|data|xlink:href|srcdoc)$/i;
          const isUnsafe = /^\s*(javascript|data|vbscript):|^\/\//i;
          while (walk.nextNode()) {
            const node = walk.currentNode;
            if (node.nodeType === Node.TEXT_NODE) {
              if (!['SCRIPT', 'STYLE'].includes(node.parentNode.nodeName)) text.push(node.data);
              continue;
            }
            for (const { name, value } of node.attributes) {
              if (/^on/i.test(name)) foreign.push(`${node.nodeName} ${name}`);
              if (isLink.test(name) && isUnsafe.test(value)) foreign.push(`${node.nodeName} ${name}=${value}`);
              if (/^(title|aria-label|alt|value|placeholder|datetime)$/.test(name)) text.push(value);
            }
          }
          const body = document.body;
          for (const selector of banned) for (const found of body.querySelectorAll(selector)) foreign.push(found.outerHTML.slice(0, 200));
          for (const script of document.querySelectorAll('script'))
            if (!script.src.startsWith(location.origin)) foreign.push(script.outerHTML.slice(0, 200));
          for (const link of document.querySelectorAll('link, base'))
            if (!link.href.startsWith(location.origin)) foreign.push(link.outerHTML.slice(0, 200));
          const ran = window.__xss !== undefined;
          return JSON.stringify({ Text: text.join('\n'), Foreign: foreign, Ran: ran, Violations: window.__violations });
        }
        """;

    public static async Task<SeenPage> OfAsync(IPage page) =>
        JsonSerializer.Deserialize<SeenPage>(await page.EvaluateAsync<string>(Inspect))!;
}
