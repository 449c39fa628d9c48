using DroneCommand.Console.Patrols;

namespace DroneCommand.Console.Tests.Patrols;

public sealed class FigureWordsTests
{
    [Theory]
    [InlineData("worstIdlenessS", 125, "Longest unseen", "02:05 min")]
    [InlineData("pos", 0.8312, "Probability of success", "83.1 %")]
    [InlineData("standOffM", 25, "Stand-off", "25 m")]
    [InlineData("gsdCm", 1.234, "Ground pixel", "1.23 cm")]
    [InlineData("leastOverlap", 6, "Pictures of a place at least", "6")]
    [InlineData("linkM", 1240, "Link", "1.24 km")]
    public void A_figure_is_read_with_its_name_and_unit(string figure, double value, string name, string text)
    {
        FigureWords.Name(figure).Should().Be(name);
        FigureWords.Value(figure, value).Should().Be(text);
    }
}
