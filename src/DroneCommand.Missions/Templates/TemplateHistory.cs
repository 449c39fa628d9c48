namespace DroneCommand.Missions.Templates;

/// <summary>
/// What a template said under each of its versions since the memory began: one whose contents changed without its version
/// is named, and so is one whose version went back. Nothing is kept beyond the process. Not thread-safe.
/// </summary>
public sealed class TemplateHistory
{
    private readonly Dictionary<string, SortedDictionary<int, string>> seen = new(StringComparer.Ordinal);

    /// <summary>Remembers the templates of a library, and adds what is wrong with their versions to its problems.</summary>
    /// <returns>All its templates stay usable.</returns>
    public TemplateLibrary Watch(TemplateLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        var problems = library.Templates.Select(Remember).OfType<TemplateProblem>();
        return library with { Problems = [.. library.Problems, .. problems] };
    }

    private TemplateProblem? Remember(MissionTemplate template)
    {
        if (!seen.TryGetValue(template.Id, out var versions))
        {
            versions = [];
            seen[template.Id] = versions;
        }

        var newest = versions.Count > 0 ? versions.Keys.Last() : template.Version;
        var isKnown = versions.TryGetValue(template.Version, out var hash);
        if (!isKnown)
        {
            versions[template.Version] = template.ContentHash;
        }

        var reason =
            isKnown && hash != template.ContentHash
                ? $"'version' is still {template.Version} although the template says something else now: raise it to {newest + 1}"
            : template.Version < newest
                ? $"'version' went back from {newest} to {template.Version}: raise it to {newest + 1}"
            : null;
        var at = template.VersionAt;
        return reason is null ? null : new TemplateProblem(at.File, at.Line, at.Column, reason);
    }
}

/// <summary>Which template something was planned with.</summary>
/// <param name="Version">The planner's number.</param>
/// <param name="ContentHash">What it said.</param>
public sealed record TemplateStamp(int Version, string ContentHash)
{
    /// <summary>How a template differs now from the one that something was planned with; null when it does not.</summary>
    /// <param name="now">The template as its file is; null when there is none any more.</param>
    public string? WhyChanged(MissionTemplate? now) =>
        now is null ? $"planned with version {Version}; the template is gone"
        : now.Version != Version ? $"planned with version {Version}, the file is now version {now.Version}"
        : now.ContentHash != ContentHash
            ? $"planned with version {Version}; the file says something else since, under the same version"
        : null;
}
