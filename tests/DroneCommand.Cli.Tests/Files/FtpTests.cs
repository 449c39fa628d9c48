using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Files;

/// <summary>`ftp` against a simulated copter over UDP.</summary>
public class FtpTests
{
    [Fact]
    public async Task A_file_goes_there_and_comes_back()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("dronecommand-test-").FullName;
        await using var simulator = new SimulatorOverUdp(11);
        try
        {
            var bytes = Enumerable.Range(0, 4000).Select(i => (byte)(i * 13)).ToArray();
            var file = Path.Combine(folder, "there.lua");
            await File.WriteAllBytesAsync(file, bytes, stop);
            (await Run(simulator, "put", file, "scripts/patrol.lua")).Code.Should().Be(0);
            (await Run(simulator, "ls", "scripts")).Lines.Should().Equal("        4000 patrol.lua");
            var back = await Run(simulator, "get", "scripts/patrol.lua", folder);
            back.Output.Should().Be($"4000 bytes in {Path.Combine(folder, "patrol.lua")} (checksum compared)\n");
            (await File.ReadAllBytesAsync(Path.Combine(folder, "patrol.lua"), stop)).Should().Equal(bytes);
            var none = await Run(simulator, "get", "scripts/none.lua", folder);
            none.Code.Should().Be(1);
            none.Errors.Should().Be("dronecommand: scripts/none.lua: there is no such file\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<ToolResult> Run(SimulatorOverUdp simulator, params string[] args) =>
        Tool.Run("", ["ftp", .. args, "--connect", simulator.Link]);
}
