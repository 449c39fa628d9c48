using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Signing;

/// <summary>The verbs against the simulator, which takes keys as ArduPilot does, over real sockets.</summary>
public sealed class SigningVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-signing-").FullName;

    private string Key => Path.Combine(_folder, "key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_key_is_set_up_used_and_taken_away()
    {
        await using var link = SimulatedLink.Start();
        (await link.Run("signing", "status")).Should().Be(new ToolResult(0, "off: its heartbeats are unsigned\n", ""));

        var on = await link.Run("signing", "on", "--key", Key, "--yes");
        on.Output.Should()
            .StartWith("a signed heartbeat seen after ")
            .And.EndWith("a command that is signed is answered\n");
        on.Errors.Should().Be($"a new key is in {Key}\n");
        on.Code.Should().Be(0);
        (await File.ReadAllTextAsync(Key, TestContext.Current.CancellationToken)).Trim().Should().HaveLength(64);

        (await link.Run("signing", "status", "--key", Key))
            .Output.Should()
            .Be("on: its heartbeats are signed with this key\n");
        (await link.Run("mode", "guided", "--key", Key)).Output.Should().StartWith("GUIDED seen after ");
        var unsigned = await link.Run("mode", "loiter");
        unsigned.Code.Should().Be(3);
        unsigned.Output.Should().StartWith("no answer: ");

        var off = await link.Run("signing", "off", "--key", Key);
        off.Output.Should().StartWith("unsigned heartbeats seen after ");
        off.Code.Should().Be(0);
        (await link.Run("mode", "loiter")).Output.Should().StartWith("LOITER seen after ");
    }

    [Fact]
    public async Task A_key_is_replaced_and_one_that_is_not_the_vehicles_changes_nothing()
    {
        await using var link = SimulatedLink.Start();
        var other = Path.Combine(_folder, "other");
        await File.WriteAllTextAsync(Key, "passphrase: rain on the roof\n", TestContext.Current.CancellationToken);
        (await link.Run("signing", "on", "--key", Key, "--yes")).Code.Should().Be(0);

        var blind = await link.Run("signing", "on", "--key", other, "--yes");
        blind.Code.Should().Be(3);
        blind.Output.Should().Be("no answer: it goes on as before: it did not take the key\n");
        (await link.Run("signing", "status", "--key", other))
            .Output.Should()
            .Be("on: its heartbeats are signed, but not with this key\n");

        (await link.Run("signing", "on", "--key", other, "--old-key", Key, "--yes")).Code.Should().Be(0);
        (await link.Run("signing", "status", "--key", other)).Output.Should().StartWith("on: ");
        var before = await link.Run("mode", "--key", Key, "--wait", "2");
        before.Code.Should().Be(1);
        before.Errors.Should().Contain("only what is not signed with the key");
    }

    [Theory]
    [InlineData("signing on needs --key FILE", "on")]
    [InlineData("add --yes if nobody does", "on", "--key", "{KEY}")]
    [InlineData("--key: there is no file", "off", "--key", "{KEY}")]
    public async Task What_is_missing_is_named_before_anything_is_sent_or_written(string problem, params string[] args)
    {
        string[] typed = ["signing", .. args.Select(a => a.Replace("{KEY}", Key, StringComparison.Ordinal))];
        var result = await Tool.Run("", [.. typed, "--connect", "udp://:1"]);
        result.Code.Should().Be(2);
        result.Errors.Should().Contain(problem);
        File.Exists(Key).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_without_a_key_is_not_repeated()
    {
        await File.WriteAllTextAsync(Key, "hunter2", TestContext.Current.CancellationToken);
        var result = await Tool.Run("", "mode", "--key", Key, "--connect", "udp://:1");
        result.Code.Should().Be(2);
        result.Errors.Should().Contain("64 hexadecimal digits").And.NotContain("hunter2");
    }
}
