using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Files;

public class LocalFolderTests
{
    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("..\\evil")]
    [InlineData("C:evil")]
    [InlineData("a\nb")]
    public void No_name_leads_out_of_the_folder(string name) =>
        FluentActions
            .Invoking(() => LocalFolder.Within(Path.GetTempPath(), name))
            .Should()
            .Throw<UnauthorizedAccessException>();

    [Fact]
    public void A_link_in_the_folder_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "log"), "/tmp");
        FluentActions
            .Invoking(() => LocalFolder.Within(folder.Path, "log/x"))
            .Should()
            .Throw<UnauthorizedAccessException>();
    }

    [Fact]
    public void A_plain_name_lies_in_the_folder() =>
        LocalFolder.Within(Path.GetTempPath(), "a/b.bin").Should().Be(Path.Combine(Path.GetTempPath(), "a", "b.bin"));
}
