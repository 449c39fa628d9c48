using System.Globalization;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>The values that a plan is made with: what was given, the template's defaults for the rest, all checked.</summary>
internal sealed class PlanParameters
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<Problem> problems = [];

    public PlanParameters(MissionTemplate template, IReadOnlyDictionary<string, string> given, VehicleFamily family)
    {
        foreach (var name in given.Keys.Where(name => template.Find(name) is null))
        {
            Add($"The template {template.Name} has no parameter '{name}'.");
        }

        foreach (var parameter in template.Parameters.Where(parameter => parameter.Vehicles.Contains(family)))
        {
            var text = given.GetValueOrDefault(parameter.Name) ?? parameter.DefaultFor(family);
            Check(parameter, text.Trim());
        }

        // Altitudes are above home unless a plan says otherwise.
        if (values.GetValueOrDefault(ParameterNames.AltitudeAbove) == KnownParameter.AboveHome)
        {
            values.Remove(ParameterNames.AltitudeAbove);
        }
    }

    public IReadOnlyDictionary<string, string> Values => values;

    public IReadOnlyList<Problem> Problems => problems;

    public string Word(string name) => values[name];

    public double Number(string name) => double.Parse(values[name], CultureInfo.InvariantCulture);

    public int Integer(string name) => (int)Number(name);

    /// <summary>Records what the planner chose where the parameter left it the choice.</summary>
    public void Choose(string name, string value) => values[name] = value;

    private void Check(TemplateParameter parameter, string text)
    {
        values[parameter.Name] = text;
        switch (parameter.Type)
        {
            case ParameterType.Number or ParameterType.Whole:
                CheckNumber(parameter, text);
                break;
            case ParameterType.Choice when !parameter.Choices.Contains(text):
                Add($"'{parameter.Name}' must be one of {string.Join(", ", parameter.Choices)}, not '{text}'.");
                break;
            case ParameterType.Feature when text.Length == 0:
                Add(
                    $"'{parameter.Name}' must name a {parameter.FeatureKind} of the site, or be '{ParameterNames.Auto}'."
                );
                break;
        }
    }

    private void CheckNumber(TemplateParameter parameter, string text)
    {
        var whole = parameter.Type == ParameterType.Whole;
        if (
            Numbers.TryParse(text, out var number)
            && number >= parameter.Min
            && number <= parameter.Max
            && (!whole || number == Math.Floor(number))
        )
        {
            values[parameter.Name] = number.ToString(CultureInfo.InvariantCulture);
            return;
        }

        var sort = whole ? "a whole number" : "a number";
        Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{parameter.Name}' must be {sort} from {parameter.Min} to {parameter.Max} ({parameter.Unit}), not '{text}'."
            )
        );
    }

    private void Add(string reason) => problems.Add(new Problem(ProblemCode.Parameter, reason));
}
