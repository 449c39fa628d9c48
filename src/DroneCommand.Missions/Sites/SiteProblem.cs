using System.Globalization;

namespace DroneCommand.Missions.Sites;

/// <summary>Why a site file is refused.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Column">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Where">The feature or place within the file, for people: 'keep-out Tank 3', 'properties'.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record SiteProblem(string File, int Line, int Column, string Where, string Reason)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): {Where}: {Reason}");
}

/// <summary>A site, or why there is none.</summary>
/// <param name="Site">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a site.</param>
public sealed record SiteReadResult(Site? Site, IReadOnlyList<SiteProblem> Problems);
