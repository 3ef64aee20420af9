using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Watching;

public class QuantityTests
{
    [Theory]
    [InlineData("100m", 0.1)]
    [InlineData("0.5", 0.5)]
    [InlineData("2", 2)]
    [InlineData("1e3", 1000)]
    [InlineData("1E3", 1000)]
    [InlineData("1e0", 1)]
    [InlineData("1E", 1e18)]
    [InlineData("100M", 100e6)]
    [InlineData("128Mi", 134217728)]
    [InlineData("2Gi", 2147483648)]
    [InlineData("500n", 5e-7)]
    [InlineData("-1", -1)]
    public void Quantity_ValidText_ParsesToBaseUnits(string text, double expected) =>
        Assert.Equal(expected, Quantity.Parse(text)!.Value, 1e-9 * Math.Abs(expected));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("lots")]
    [InlineData("1Zi")]
    [InlineData("NaN")]
    [InlineData("Ki")]
    public void Quantity_InvalidText_IsNull(string? text) => Assert.Null(Quantity.Parse(text));
}
