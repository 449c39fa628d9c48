using System.Globalization;
using System.Text;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>A parameter as a file holds it.</summary>
/// <param name="Name">As it stands there.</param>
/// <param name="Value">Exact for whole numbers; for others as many digits as were written.</param>
/// <param name="Line">Of the file, from 1.</param>
public readonly record struct FileParameter(string Name, double Value, int Line);

/// <summary>
/// Parameter files. Written in Mission Planner's format, one <c>NAME,VALUE</c> a line; read also with blanks instead of the
/// comma (MAVProxy) and in QGroundControl's, which has five columns parted by tabs. Text after <c>#</c> is a comment.
/// </summary>
public static class ParameterFile
{
    private const int MaxName = 16;

    /// <summary>The parameters of a file in their order.</summary>
    /// <exception cref="FormatException">A line is none, or one stands twice; the message names file and line.</exception>
    public static IReadOnlyList<FileParameter> Read(string text, string fileName)
    {
        var result = new List<FileParameter>();
        var lines = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var content = line.ToString().Split('#')[0].Trim();
            if (content.Length == 0)
                continue;
            if (ReadLine(content) is not { } parameter)
                throw new FormatException($"{fileName}, line {number}: expected NAME,VALUE but found '{content}'");
            if (!lines.TryAdd(parameter.Name, number))
                throw new FormatException(
                    $"{fileName}, line {number}: {parameter.Name} stands in line {lines[parameter.Name]} already"
                );
            result.Add(new FileParameter(parameter.Name, parameter.Value, number));
        }
        return result;
    }

    /// <summary>The file's text, sorted by name as Mission Planner does.</summary>
    /// <param name="parameters">All that it is to hold.</param>
    /// <param name="comment">The first line, for people; without a line break.</param>
    public static string Write(IEnumerable<Parameter> parameters, string comment)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(comment.ReplaceLineEndings(" ")).Append('\n');
        foreach (var parameter in parameters.OrderBy(p => p.Name, StringComparer.Ordinal))
            text.Append(parameter.Name).Append(',').Append(ValueText(parameter.Value, parameter.Type)).Append('\n');
        return text.ToString();
    }

    /// <summary>The shortest digits that are read as the same value again.</summary>
    public static string ValueText(double value, MavParamType type) =>
        ParameterEncodings.IsWhole(type)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : ((float)value).ToString("R", CultureInfo.InvariantCulture);

    private static (string Name, double Value)? ReadLine(string content)
    {
        var fields = content.Split([',', ' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries);
        // QGroundControl: system, component, name, value, type.
        var (name, value) = fields.Length switch
        {
            2 => (fields[0], fields[1]),
            5 when fields[0].All(char.IsAsciiDigit) && fields[1].All(char.IsAsciiDigit) => (fields[2], fields[3]),
            _ => ("", ""),
        };
        return
            name.Length is > 0 and <= MaxName
            && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? (name, number)
            : null;
    }
}
