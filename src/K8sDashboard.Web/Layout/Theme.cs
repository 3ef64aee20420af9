using MudBlazor;

namespace K8sDashboard.Web.Layout;

/// <summary>
/// MudBlazor's theme: typography, corners, z-index. Colours are in <c>wwwroot/tokens.css</c> only, each with its light and dark value side
/// by side; the style sheet maps MudBlazor's palette to them, so that a change of theme needs no round trip.
/// </summary>
public static class Theme
{
    private static readonly string[] SystemFonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"];

    public static readonly MudTheme Dashboard = new()
    {
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = SystemFonts,
                FontSize = "0.875rem",
                LineHeight = "1.43",
            },
            Button = new ButtonTypography
            {
                FontSize = "0.875rem",
                FontWeight = "500",
                TextTransform = "none",
            },
            H6 = new H6Typography { FontSize = "1rem", FontWeight = "600" },
            Body1 = new Body1Typography { FontSize = "0.875rem" },
            Body2 = new Body2Typography { FontSize = "0.875rem" },
            Caption = new CaptionTypography { FontSize = "0.8125rem" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
    };
}
