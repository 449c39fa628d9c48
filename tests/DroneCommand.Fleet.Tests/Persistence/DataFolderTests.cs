using DroneCommand.Fleet.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace DroneCommand.Fleet.Tests.Persistence;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _root = StoredFleet.NewFolder();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_new_folder_and_its_database_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = DataFolder.Open(Path.Combine(_root, "data"));

        const UnixFileMode othersMode =
            UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;
        foreach (var path in new[] { folder.Path, folder.Keys, folder.Spool, folder.Tlogs, folder.DatabaseFile })
            (File.GetUnixFileMode(path) & othersMode).Should().Be(UnixFileMode.None, path);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_gives_one_line_that_names_it_and_the_setting()
    {
        var file = Path.Combine(_root, "a-file");
        File.WriteAllText(file, "");

        var open = () => DataFolder.Open(Path.Combine(file, "data"));

        var message = open.Should().Throw<DataFolderException>().Which.Message;
        message.Should().Contain(file).And.Contain("DroneCommand__DataFolder").And.NotContain("\n");
    }

    [Fact]
    public void A_second_server_on_one_folder_is_refused_until_the_first_has_gone()
    {
        var path = Path.Combine(_root, "data");
        var first = DataFolder.Open(path);

        var second = () => DataFolder.Open(path);
        second.Should().Throw<DataFolderException>().WithMessage("*in use by another DroneCommand server*");

        first.Dispose();
        DataFolder.Open(path).Dispose();
    }

    [Fact]
    public void The_default_lies_in_the_root_of_the_working_copy_though_the_project_starts_in_its_own_folder()
    {
        File.WriteAllText(Path.Combine(_root, "DroneCommand.sln"), "");
        var project = Directory.CreateDirectory(Path.Combine(_root, "src", "DroneCommand.Console")).FullName;

        using var folder = DataFolder.Open(new ConfigurationBuilder().Build(), new Started(project));

        folder.Path.Should().Be(Path.Combine(_root, "data"));
    }

    [Fact]
    public void Configuration_names_another_folder()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(DataFolder.ConfigurationKey, Path.Combine(_root, "elsewhere"))])
            .Build();

        using var folder = DataFolder.Open(configuration, new Started(_root));

        folder.Path.Should().Be(Path.Combine(_root, "elsewhere"));
    }

    private sealed class Started(string contentRoot) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";
        public string ApplicationName { get; set; } = "test";
        public string ContentRootPath { get; set; } = contentRoot;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
