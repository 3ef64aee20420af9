using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Tests.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class NamespacePickerTests : BunitContext
{
    [Fact]
    public void NamespacePicker_Selection_IsShownInComboboxPlaceholder()
    {
        var all = Picker("/pods").Find("[role=combobox]");
        Assert.Equal("Namespace", all.GetAttribute("aria-label"));
        Assert.Equal("All namespaces", all.GetAttribute("placeholder"));
        Assert.Equal("payments, shop", Picker("/pods?ns=payments,shop").Find("[role=combobox]").GetAttribute("placeholder"));
    }

    [Fact]
    public void NamespacePicker_SecondNamespaceChosen_AddsItToTheAddress()
    {
        var picker = Picker("/pods?ns=shop&range=6h");
        picker.Find("[role=combobox]").Click();
        Assert.Equal(
            ["All namespaces", "default", "payments", "shop"],
            picker.FindAll("[role=option]").Select(option => option.TextContent.Trim())
        );
        Assert.Equal(["shop"], picker.FindAll("[role=option][aria-selected=true]").Select(option => option.TextContent.Trim()));

        picker.FindAll("[role=option]")[2].Click();

        Assert.EndsWith("/pods?ns=payments,shop&range=6h", Where);
        Assert.Equal("true", picker.Find("[role=combobox]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void NamespacePicker_SelectedNamespaceOrAllChosen_ClearsTheSelection()
    {
        var picker = Picker("/pods?ns=shop");
        picker.Find("[role=combobox]").Click();
        picker.FindAll("[role=option]")[3].Click();
        Assert.EndsWith("/pods", Where);

        picker.FindAll("[role=option]")[0].Click();
        Assert.EndsWith("/pods", Where);
        Assert.Equal("false", picker.Find("[role=combobox]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void NamespacePicker_KeyboardOnly_FiltersSelectsAndCloses()
    {
        var picker = Picker("/nodes");
        var input = picker.Find("[role=combobox]");
        input.Input("p");
        Assert.Equal(["payments", "shop"], picker.FindAll("[role=option]").Select(option => option.TextContent.Trim()));
        input.KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal(picker.FindAll("[role=option]")[1].Id, picker.Find("[role=combobox]").GetAttribute("aria-activedescendant"));
        input.KeyDown(new KeyboardEventArgs { Key = "Enter" });
        Assert.EndsWith("/nodes?ns=shop", Where);
        input.KeyDown(new KeyboardEventArgs { Key = "Escape" });
        Assert.Empty(picker.FindAll("[role=option]"));
    }

    [Fact]
    public void NamespacePicker_NamespacesMayNotBeListed_OffersThoseThatAreRead()
    {
        var snapshot = ClusterSnapshot
            .Empty.WithNamespaces(new Table<Namespace>([], new SyncState.Forbidden("namespaces is forbidden"), 1))
            .WithPods(new Table<Pod>([], new SyncState.Live { Reach = new(["shop", "dev"], ["payments"]) }, 1))
            .WithServices(new Table<Service>([], new SyncState.Live { Reach = new(["payments"], []) }, 1));
        var picker = Picker("/pods", snapshot);
        picker.Find("[role=combobox]").Click();

        Assert.Equal(
            ["All namespaces", "dev", "payments", "shop"],
            picker.FindAll("[role=option]").Select(option => option.TextContent.Trim())
        );
    }

    private string Where => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<NamespacePicker> Picker(string address)
    {
        string[] names = ["shop", "default", "payments"];
        return Picker(
            address,
            ClusterSnapshot.Empty.WithNamespaces(new Table<Namespace>([.. names.Select(Bare.Namespace)], new SyncState.Live(), 1))
        );
    }

    private IRenderedComponent<NamespacePicker> Picker(string address, ClusterSnapshot snapshot) =>
        Render<NamespacePicker>(parameters =>
            parameters
                .AddCascadingValue(new ClusterView(snapshot, new Actor("tester", null!, ReadOnly: false), "test", Bare.Epoch))
                .AddCascadingValue(Address.Of(address))
        );
}
