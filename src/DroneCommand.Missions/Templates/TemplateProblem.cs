using System.Globalization;

namespace DroneCommand.Missions.Templates;

/// <summary>One fault of a template file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Column">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record TemplateProblem(string File, int Line, int Column, string Reason)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): {Reason}");
}

/// <summary>A template, or why there is none.</summary>
/// <param name="Template">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a template.</param>
public sealed record TemplateReadResult(MissionTemplate? Template, IReadOnlyList<TemplateProblem> Problems);
