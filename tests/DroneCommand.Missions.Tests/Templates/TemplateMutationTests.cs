using DroneCommand.Missions.Templates;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Templates;

/// <summary>Whatever happens to a template's text, it is read, or refused with places in it; nothing is thrown.</summary>
public class TemplateMutationTests
{
    private static readonly string[] Pieces =
    [
        "",
        ":",
        "- ",
        "{",
        "}",
        "[",
        "&a ",
        "*a",
        "!!int ",
        "\t",
        "\n",
        "NaN",
        "1e999",
        "\0",
        "é",
        "\"",
        "'",
        "#",
        "|\n",
        "? ",
        "---\n",
        "99999999999999999999",
    ];

    [Property(MaxTest = 2_000)]
    public Property A_changed_text_is_read_or_refused_at_a_place() =>
        Prop.ForAll(
            Gen.Choose(0, FullTemplate.Text.Length - 1).ToArbitrary(),
            Gen.Choose(0, 60).ToArbitrary(),
            Gen.Elements(Pieces).ToArbitrary(),
            (at, cut, piece) =>
            {
                var rest = FullTemplate.Text[Math.Min(at + cut, FullTemplate.Text.Length)..];
                var text = FullTemplate.Text[..at] + piece + rest;
                var lines = text.Split('\n').Length;

                var read = TemplateReader.Read(text, "full.yaml");

                return read.Template is null
                    ? read.Problems.Count > 0
                        && read.Problems.All(p => p.Line >= 1 && p.Line <= lines + 1 && p.Column >= 1 && p.Reason != "")
                    : read.Problems.Count == 0;
            }
        );

    [Property(MaxTest = 300)]
    public Property Lines_in_another_order_are_read_or_refused_at_a_place() =>
        Prop.ForAll(
            Gen.Shuffle(FullTemplate.Text.Split('\n')).ToArbitrary(),
            lines =>
            {
                var read = TemplateReader.Read(string.Join('\n', lines), "full.yaml");
                return read.Template is not null || read.Problems.All(p => p.Line >= 1 && p.Column >= 1);
            }
        );
}
