using System.Text;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Gateway.Signing;

public sealed class SigningKeysTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)(0x51 + 5 * i))];

    private static SigningKey Key => new(Secret);

    private static async Task<FleetServer> WithKey()
    {
        var server = await FleetServer.Start();
        await server.Adopt("kestrel-1", heard: false);
        await server.Import("kestrel-1", Key);
        return server;
    }

    [Fact]
    public async Task Only_administrators_give_and_take_keys_and_the_record_says_who_without_the_key()
    {
        await using var server = await FleetServer.Start();
        await server.Adopt("kestrel-1", heard: false);
        var keys = server.Get<SigningKeys>();

        var refused = await keys.ImportKey(People.Ann.Asks(), "kestrel-1", Key);
        refused.Kind.Should().Be(OutcomeKind.RefusedByUs);
        refused.Text.Should().Contain("administrator");
        keys.Find("demo", 1).Should().BeNull();

        await server.Import("kestrel-1", Key);
        keys.Find("demo", 1).Should().NotBeNull();
        (await keys.RemoveKey(People.Pia.Asks(), "kestrel-1")).Kind.Should().Be(OutcomeKind.RefusedByUs);
        (await keys.RemoveKey(People.Ada.Asks(), "kestrel-1")).Kind.Should().Be(OutcomeKind.Done);
        keys.Find("demo", 1).Should().BeNull();

        var records = (await server.Records("kestrel-1"))
            .Where(record => record.Outcome is not null)
            .Reverse()
            .ToList();
        records
            .Select(record => (record.UserId, record.Action, record.Outcome!.Split(':')[0]))
            .Should()
            .Equal(
                ("u-ann", "import signing key", "RefusedByUs"),
                ("u-ada", "import signing key", "Done"),
                ("u-pia", "remove signing key", "RefusedByUs"),
                ("u-ada", "remove signing key", "Done")
            );
        records.Should().AllSatisfy(record => Texts(Secret).Should().NotContain(text => record.Detail.Contains(text)));
    }

    [Fact]
    public async Task A_key_for_a_vehicle_that_is_not_adopted_is_refused()
    {
        await using var server = await FleetServer.Start();
        var outcome = await server.Get<SigningKeys>().ImportKey(People.Ada.Asks(), "nobody-9", Key);
        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().Contain("nobody-9");
    }

    [Fact]
    public async Task An_operation_is_carried_out_once()
    {
        await using var server = await FleetServer.Start();
        await server.Adopt("kestrel-1", heard: false);
        var request = People.Ada.Asks();
        var keys = server.Get<SigningKeys>();
        (await keys.ImportKey(request, "kestrel-1", Key)).Kind.Should().Be(OutcomeKind.Done);
        var version = keys.Version;
        (await keys.ImportKey(request, "kestrel-1", SigningKey.Generate())).Kind.Should().Be(OutcomeKind.RefusedByUs);
        keys.Version.Should().Be(version);
    }

    [Fact]
    public async Task No_file_and_no_line_of_the_log_holds_a_key()
    {
        await using var server = await WithKey();
        await server.End();
        var texts = Texts(Secret).ToList();

        var found = false;
        foreach (var file in Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            found |= bytes.AsSpan().IndexOf("kestrel-1"u8) >= 0;
            bytes.AsSpan().IndexOf(Secret).Should().Be(-1, file);
            var text = Encoding.Latin1.GetString(bytes);
            texts.Should().NotContain(written => text.Contains(written, StringComparison.OrdinalIgnoreCase), file);
        }
        foreach (var line in server.Log.Lines)
        {
            texts.Should().NotContain(written => line.Contains(written, StringComparison.OrdinalIgnoreCase), line);
        }
        found.Should().BeTrue("the search finds what is stored");
    }

    [Fact]
    public async Task Keys_and_signing_time_are_there_after_a_restart()
    {
        await using var server = await WithKey();
        var linkId = Found(server).Signer!.LinkId;
        var before = Found(server).Clock.Next();

        await server.Restart();

        Found(server).Signer!.LinkId.Should().Be(linkId);
        Found(server).Clock.Next().Should().BeGreaterThan(before);
        var frame = SignedHeartbeat(Key, server.Time);
        Found(server).Verifier.Check(Read(frame), Require).Should().Be(SignatureVerdict.Verified);
    }

    [Fact]
    public async Task A_killed_server_whose_clock_is_set_back_still_begins_above_what_it_used()
    {
        await using var server = await WithKey();
        var used = Found(server).Clock.Next();
        var reserve = Stored(server);
        await server.End();
        // An orderly end stores what was used; this is what a kill leaves.
        Execute(server, $"UPDATE SigningKeys SET SigningTime = {reserve}");
        server.Time.AdjustTime(server.Time.GetUtcNow() - TimeSpan.FromHours(2));

        await server.Begin();

        Found(server).Clock.Next().Should().BeGreaterThan(used);
    }

    [Fact]
    public async Task What_is_stored_stays_ahead_of_what_is_used()
    {
        await using var server = await WithKey();
        server.Time.Advance(TimeSpan.FromHours(1));
        await Eventually.Reaches(
            "the signing time is stored ahead",
            async () =>
            {
                await server.Tick();
                return Stored(server) > Found(server).Clock.Next();
            }
        );
    }

    [Fact]
    public async Task A_key_that_another_server_stored_is_named_and_nothing_is_accepted_or_sent()
    {
        await using var server = await WithKey();
        await server.End();
        Directory.Delete(Path.Combine(server.Folder, "keys"), recursive: true);

        await server.Begin();

        server
            .Log.Lines.Should()
            .Contain(line =>
                line.StartsWith("Error", StringComparison.Ordinal)
                && line.Contains("kestrel-1")
                && line.Contains("signing key cannot be decrypted")
            );
        Found(server).Signer.Should().BeNull();
        var frame = SignedHeartbeat(Key, server.Time);
        Found(server).Verifier.Check(Read(frame), Require).Should().Be(SignatureVerdict.NoKey);

        await server.Import("kestrel-1", Key);
        Found(server).Verifier.Check(Read(frame), Require).Should().Be(SignatureVerdict.Verified);
    }

    [Fact]
    public async Task A_row_that_is_copied_to_another_vehicle_opens_nothing()
    {
        await using var server = await WithKey();
        await server.Adopt("kestrel-2", heard: false);
        await server.Import("kestrel-2", SigningKey.Generate());
        await server.End();
        Execute(
            server,
            "UPDATE SigningKeys SET ProtectedKey = (SELECT ProtectedKey FROM SigningKeys WHERE VehicleId = 'kestrel-1')"
        );

        await server.Begin();

        Found(server).Signer.Should().NotBeNull();
        server.Get<SigningKeys>().Find("demo", 2)!.Signer.Should().BeNull();
    }

    [Fact]
    public async Task A_removed_key_leaves_its_signing_time_behind()
    {
        await using var server = await WithKey();
        var used = Found(server).Clock.Next();
        (await server.Get<SigningKeys>().RemoveKey(People.Ada.Asks(), "kestrel-1")).Kind.Should().Be(OutcomeKind.Done);
        await server.Restart();
        server.Get<SigningKeys>().Find("demo", 1).Should().BeNull();

        await server.Import("kestrel-1", Key);

        Found(server).Clock.Next().Should().BeGreaterThan(used);
    }

    [Fact]
    public async Task While_the_database_takes_no_writes_a_key_is_refused_and_signing_goes_on()
    {
        await using var server = await WithKey();
        using (server.LockDatabase())
        {
            var outcome = await server.Get<SigningKeys>().ImportKey(People.Ada.Asks(), "kestrel-1", Key);
            outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
            server.Time.Advance(TimeSpan.FromMinutes(2));
            await Eventually.Reaches(
                "the log says that the signing time cannot be stored",
                () => server.Log.Lines.Any(line => line.Contains("signing goes on"))
            );
            Found(server).Clock.Next().Should().Be(SigningTime.From(server.Time.GetUtcNow()));
        }
    }

    private static readonly SigningPolicy Require = new(SigningMode.Require);

    private static VehicleSigning Found(FleetServer server) => server.Get<SigningKeys>().Find("demo", 1)!;

    private static FrameView Read(byte[] frame) => TestFrames.Read(frame);

    private static byte[] SignedHeartbeat(SigningKey key, TimeProvider time) =>
        TestFrames.Signed(new Heartbeat(), 1, key, time);

    /// <summary>The ways in which bytes are written as text.</summary>
    private static IEnumerable<string> Texts(byte[] bytes) =>
        [
            Convert.ToHexStringLower(bytes),
            BitConverter.ToString(bytes),
            Convert.ToBase64String(bytes).TrimEnd('='),
            Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ];

    private static long Stored(FleetServer server)
    {
        using var database = server.Outside();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT SigningTime FROM SigningKeys";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(FleetServer server, string sql)
    {
        using var database = server.Outside();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().Should().BeGreaterThan(0);
    }
}
