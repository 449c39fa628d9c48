using System.Text.Json;
using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Decode;

/// <summary>Frames of another implementation, through both verbs. They run where the vectors are present.</summary>
public class GoldenVectorTests
{
    [Theory]
    [InlineData("frames_v1.jsonl", false)]
    [InlineData("frames_v2.jsonl", false)]
    [InlineData("frames_v2_signed.jsonl", false)]
    [InlineData("frames_v2_signed.jsonl", true)]
    public async Task Frames_decode_equal_and_encode_bit_for_bit(string file, bool verify)
    {
        var path = SharedData.Find($"data/mavlink/{file}");
        Assert.SkipWhen(path == null, "no vectors here");
        var vectors = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        string[] key = verify ? ["--key", Key(path)] : [];
        var hex = vectors.Select(v => JsonDocument.Parse(v).RootElement.GetProperty("hex").GetString()!).ToList();

        var decoded = await Tool.Run(string.Join('\n', hex), ["decode", "--hex", .. key]);
        decoded.Code.Should().Be(0);
        var results = decoded.Output.TrimEnd('\n').Split("\n\n");
        results.Should().HaveSameCount(vectors);
        for (var i = 0; i < vectors.Length; i++)
            Compare(vectors[i], results[i]);

        if (file.Contains("signed") && !verify)
            return;
        var encoded = await Tool.Run(string.Join('\n', results), ["encode", .. key]);
        encoded.Errors.Should().BeEmpty();
        encoded.Lines.Should().Equal(hex);
    }

    private static void Compare(string vector, string result)
    {
        using var expected = JsonDocument.Parse(vector);
        using var got = JsonDocument.Parse(result);
        foreach (var property in expected.RootElement.EnumerateObject().Where(p => p.Name is not ("filling" or "hex")))
            Text(got.RootElement.GetProperty(property.Name)).Should().Be(Text(property.Value), result);
        got.RootElement.GetProperty("offset").GetInt32().Should().Be(0);
    }

    /// <summary>Numbers with a point are compared as doubles, sign of zero included; all else as text, in order.</summary>
    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.GetRawText().AsSpan().ContainsAny(".eE") => BitConverter
                .DoubleToInt64Bits(value.GetDouble())
                .ToString("x", null),
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
            JsonValueKind.Object => string.Join(';', value.EnumerateObject().Select(p => p.Name + "=" + Text(p.Value))),
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };

    internal static string Key(string vectors) =>
        File.ReadAllLines(Path.Combine(Path.GetDirectoryName(vectors)!, "signing_key.txt"))
            .Single(l => l.Contains("key:"))
            .Split(':')[1]
            .Trim();
}
