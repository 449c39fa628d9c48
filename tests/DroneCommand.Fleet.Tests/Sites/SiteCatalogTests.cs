using DroneCommand.Fleet.Sites;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Fleet.Tests.Sites;

public sealed class SiteCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-sites-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Written(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [Fact]
    public void Sites_stand_on_the_terrain_that_is_configured()
    {
        // 256 m everywhere: the first byte of each height is 1, the second 0.
        var heights = new byte[1201 * 1201 * 2];
        for (var i = 0; i < heights.Length; i += 2)
        {
            heights[i] = 1;
        }

        var site = new SiteCatalog([DemoSite.FilePath], Written("N54E008.hgt", heights)).Default;

        site.Terrain!.HeightAt(site.Docks[0].Position)!.Value.Metres.Should().Be(256);
        new SiteCatalog([DemoSite.FilePath]).Default.Terrain.Should().BeNull();
    }

    [Fact]
    public void A_file_that_is_no_terrain_keeps_the_server_from_starting()
    {
        var broken = Written("N54E008.hgt", new byte[10]);

        FluentActions
            .Invoking(() => new SiteCatalog([DemoSite.FilePath], broken))
            .Should()
            .Throw<SiteUnusableException>()
            .WithMessage("*N54E008.hgt*has 10 bytes*");
        FluentActions
            .Invoking(() => new SiteCatalog([DemoSite.FilePath], broken + "x"))
            .Should()
            .Throw<SiteUnusableException>()
            .WithMessage("terrain file*cannot be read*");
    }
}
