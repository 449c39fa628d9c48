using System.Text;
using DroneCommand.Cli.Streams;

namespace DroneCommand.Cli.Tests.Streams;

public class LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("a\nbc\r\n\nd", new[] { "a", "bc", "", "d" })]
    public void Lines_come_whole_however_the_input_comes(string text, string[] expected)
    {
        foreach (var chunk in new[] { 1, 2, 100 })
            Read(text, chunk).Should().Equal(expected);
    }

    [Fact]
    public void A_line_may_be_longer_than_any_buffer()
    {
        var line = new string('x', 300_000);
        Read($"a\n{line}\nb", 50_000).Should().Equal("a", line, "b");
    }

    [Fact]
    public void What_was_made_of_earlier_lines_goes_out_before_more_are_waited_for()
    {
        var waits = new List<long>();
        LineReader? reader = null;
        reader = new LineReader(new Slow("a\nb\nc\n", 4), () => waits.Add(reader!.LineNumber));
        while (reader.TryRead(out _)) { }
        waits.Should().Equal(0, 2, 3);
    }

    private static List<string> Read(string text, int chunk)
    {
        var lines = new List<string>();
        var reader = new LineReader(new Slow(text, chunk), () => { });
        while (reader.TryRead(out var line))
            lines.Add(Encoding.UTF8.GetString(line));
        reader.LineNumber.Should().Be(lines.Count);
        return lines;
    }

    private sealed class Slow(string text, int chunk) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
