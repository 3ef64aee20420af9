using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Tests.Encoding;

/// <summary>Canonical quantities, compared with the real API server's.</summary>
public sealed class QuantityTextTests
{
    [Theory]
    [InlineData("0.5", "500m")]
    [InlineData("1", "1")]
    [InlineData("1e0", "1")]
    [InlineData("1e3", "1e3")]
    [InlineData("1000", "1k")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("100M", "100M")]
    [InlineData("1500m", "1500m")]
    [InlineData("2000m", "2")]
    [InlineData("-5", "-5")]
    [InlineData("0", "0")]
    [InlineData("0Gi", "0")]
    [InlineData(".1", "100m")]
    [InlineData("0.0000000001", "1n")]
    public void QuantityText_ValidQuantity_IsCanonicalized(string written, string canonical) =>
        Assert.Equal(canonical, QuantityText.Canonical(written));

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("5 Gi")]
    [InlineData("lots")]
    [InlineData("1e999")]
    [InlineData(".")]
    public void QuantityText_InvalidQuantity_IsNull(string written) => Assert.Null(QuantityText.Canonical(written));
}
