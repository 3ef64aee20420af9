using Bunit;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class RangePickerTests : BunitContext, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-24T13:45:30Z", null);

    public RangePickerTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddCascadingValue(_ => new Clock(Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
    }

    private string Where => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void RangePicker_PredefinedRange_OffersAllRangesAndCustom()
    {
        var picker = Open("/nodes?range=6h");

        Assert.Equal("Time range", picker.Find("select").GetAttribute("aria-label"));
        Assert.Equal(
            ["Last 5m", "Last 15m", "Last 1h", "Last 6h", "Last 24h", "Last 7d", "Custom…"],
            picker.FindAll("option").Select(option => option.TextContent)
        );
        Assert.Equal("Last 6h", picker.Find("option[selected]").TextContent);
        Assert.Empty(picker.FindAll("button"));
    }

    [Fact]
    public void RangePicker_FixedSpan_IsShownAndClearedByOneClick()
    {
        var picker = Open("/nodes?ns=shop&from=2026-11-24T11:00:00Z&to=2026-11-24T12:30:00Z");
        Assert.Equal("24 Nov 12:00 – 13:30", picker.Find("option[selected]").TextContent);

        picker.Find("button[aria-label='Back to the last 1h']").Click();

        Assert.EndsWith("/nodes?ns=shop", Where);
    }

    [Fact]
    public void RangePicker_InvalidSpanInAddress_ShowsTheRange() =>
        Assert.Equal("Last 6h", Open("/nodes?range=6h&from=yesterday&to=now").Find("option[selected]").TextContent);

    [Fact]
    public async Task RangePicker_CustomSpanApplied_IsWrittenToTheAddress()
    {
        var picker = OpenDialog("/nodes?ns=shop&range=6h");
        Assert.Equal(("From", "2026-11-24T08:45"), Field(picker, 0));
        Assert.Equal(("To", "2026-11-24T14:45"), Field(picker, 1));

        await Type(picker, 0, "2026-11-24T12:00");
        await Type(picker, 1, "2026-11-24T13:30");
        await picker.Find("form").SubmitAsync();

        picker.WaitForAssertion(() => Assert.EndsWith("/nodes?from=2026-11-24T11%3A00%3A00Z&ns=shop&to=2026-11-24T12%3A30%3A00Z", Where));
        picker.WaitForAssertion(() => Assert.Empty(picker.FindAll("[role=dialog]")));
    }

    [Fact]
    public async Task RangePicker_ToBeforeFrom_KeepsDialogOpenWithReason()
    {
        var picker = OpenDialog("/nodes");

        await Type(picker, 0, "2026-11-24T14:00");
        await Type(picker, 1, "2026-11-24T13:30");
        await picker.Find("form").SubmitAsync();

        Assert.Equal("To must be after From.", picker.Find("[role=alert]").TextContent);
        Assert.EndsWith("/nodes", Where);
    }

    [Fact]
    public async Task RangePicker_DialogCancelled_KeepsTheRange()
    {
        var picker = OpenDialog("/nodes?range=6h");

        await picker.FindAll("[role=dialog] button").Single(button => button.TextContent == "Cancel").ClickAsync(new());

        picker.WaitForAssertion(() => Assert.Empty(picker.FindAll("[role=dialog]")));
        Assert.Equal("Last 6h", picker.Find("option[selected]").TextContent);
        Assert.EndsWith("/nodes?range=6h", Where);
    }

    // MudBlazor's services only support asynchronous disposal.
    ValueTask IAsyncLifetime.InitializeAsync() => ValueTask.CompletedTask;

    private IRenderedComponent<Bunit.Rendering.ContainerFragment> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render(builder =>
        {
            builder.OpenComponent<MudDialogProvider>(0);
            builder.CloseComponent();
            builder.OpenComponent<CascadingValue<Address>>(1);
            builder.AddComponentParameter(2, "Value", Address.Of(address));
            builder.AddComponentParameter(
                3,
                "ChildContent",
                (RenderFragment)(
                    content =>
                    {
                        content.OpenComponent<RangePicker>(0);
                        content.CloseComponent();
                    }
                )
            );
            builder.CloseComponent();
        });
    }

    private IRenderedComponent<Bunit.Rendering.ContainerFragment> OpenDialog(string address)
    {
        var picker = Open(address);
        _ = picker.Find("select").ChangeAsync(new ChangeEventArgs { Value = "custom" });
        picker.WaitForElement("[role=dialog] form");
        return picker;
    }

    private static Task Type(IRenderedComponent<Bunit.Rendering.ContainerFragment> picker, int field, string text) =>
        picker.FindAll("input[type=datetime-local]")[field].InputAsync(new ChangeEventArgs { Value = text });

    private static (string Label, string Value) Field(IRenderedComponent<Bunit.Rendering.ContainerFragment> picker, int field)
    {
        var input = picker.FindAll("input[type=datetime-local]")[field];
        return (picker.Find($"label[for={input.Id}]").TextContent, input.GetAttribute("value")!);
    }
}
