namespace DroneCommand.Missions.Tests;

/// <summary>
/// Compares a text with NAME.verified.txt beside the tests. When it differs, what was received is written beside the
/// copy of the verified file in the output folder: take it over if it is right.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string received, string name)
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "Snapshots");
        var verified = Path.Combine(directory, $"{name}.verified.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == received)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{name}.received.txt");
        File.WriteAllText(path, received);
        received.Should().Be(expected, "it is verified; what was received lies in {0}", path);
    }
}
