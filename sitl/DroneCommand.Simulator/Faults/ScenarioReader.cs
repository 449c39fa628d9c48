using DroneCommand.Missions.Templates;

namespace DroneCommand.Simulator.Faults;

/// <summary>A scenario, or why there is none.</summary>
/// <param name="Scenario">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a scenario.</param>
public sealed record ScenarioReadResult(Scenario? Scenario, IReadOnlyList<TemplateProblem> Problems);

/// <summary>
/// Reads a scenario from YAML, by the reader that also reads mission templates: every problem names line, column, reason and
/// what would be right. docs/faults.md lists the keys.
/// </summary>
public static class ScenarioReader
{
    private const double LatestSeconds = 1e7;
    private const string All = "all";

    private static readonly string[] RootKeys = ["format", "name", "steps"];
    private static readonly string[] StepKeys = ["at", "fault", "clear", "vehicle"];

    /// <summary>Reads a scenario, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    public static ScenarioReadResult Read(string yaml, string fileName)
    {
        var context = new TemplateReadContext(fileName);
        try
        {
            var root = YamlTree.Read(yaml);
            if (root is not YamlMap map)
            {
                context.Add(root, "a scenario is a block of keys: format, name, steps");
                return new(null, context.Problems);
            }

            var scenario = ReadRoot(map, context);
            return context.Problems.Count == 0 ? new(scenario, []) : new(null, context.Problems);
        }
        catch (YamlTreeException error)
        {
            return new(null, [new TemplateProblem(fileName, error.Line, error.Column, error.Message)]);
        }
    }

    private static Scenario ReadRoot(YamlMap map, TemplateReadContext context)
    {
        context.RefuseUnknown(map, "a scenario", RootKeys);
        if (context.Scalar(map, "format", "the scenario") is { } format)
        {
            context.Number(format, "'format'", 1, 1);
        }

        var name = context.Scalar(map, "name", "the scenario")?.Text ?? "";
        if (map.Find("steps") is not YamlList list)
        {
            context.Add(map.Find("steps") ?? map, "'steps' must be a list of faults and clearings");
            return new Scenario(name, []);
        }

        return new Scenario(name, [.. list.Items.Select(item => ReadStep(item, context)).OfType<ScenarioStep>()]);
    }

    private static ScenarioStep? ReadStep(YamlNode node, TemplateReadContext context)
    {
        if (node is not YamlMap map)
        {
            context.Add(node, "a step is a block of keys: at, fault or clear, vehicle");
            return null;
        }

        context.RefuseUnknown(map, "a step", StepKeys);
        var at = context.Scalar(map, "at", "the step") is { } time
            ? context.Number(time, "'at'", 0, LatestSeconds) ?? 0
            : 0;
        byte? vehicle = map.Find("vehicle") is { } id ? (byte)(context.Number(id, "'vehicle'", 1, 250) ?? 1) : null;
        return (map.Find("fault"), map.Find("clear")) switch
        {
            ({ } fault, null) => ReadFault(fault, at, vehicle, context),
            (null, { } clear) => ReadClearing(clear, at, vehicle, context),
            _ => Refuse(map, "a step has either 'fault' or 'clear'", context),
        };
    }

    private static ScenarioStep? ReadFault(YamlNode node, double at, byte? vehicle, TemplateReadContext context)
    {
        if (node is not YamlScalar scalar)
        {
            return Refuse(node, $"'fault' must be NAME or NAME=ARGUMENT, not {node.Describe()}", context);
        }

        if (scalar.Text.Contains('@') || scalar.Text.Contains('#'))
        {
            return Refuse(node, "the time of a fault is the key 'at', its vehicle the key 'vehicle'", context);
        }

        try
        {
            var fault = FaultSpec.Parse(scalar.Text) with { At = at, SystemId = vehicle };
            return new ScenarioStep(at, fault, null, vehicle);
        }
        catch (FormatException e)
        {
            return Refuse(node, e.Message, context);
        }
    }

    private static ScenarioStep? ReadClearing(YamlNode node, double at, byte? vehicle, TemplateReadContext context)
    {
        var names = FaultCatalogue.All.Select(k => k.Name).Append(All).ToList();
        if (node is not YamlScalar scalar || !names.Contains(scalar.Text))
        {
            var near = node is YamlScalar word ? TemplateReadContext.Suggest(word.Text, names) : "one name";
            return Refuse(node, $"'clear' must be a fault's name or '{All}'; {near}", context);
        }

        return new ScenarioStep(at, null, scalar.Text == All ? null : scalar.Text, vehicle);
    }

    private static ScenarioStep? Refuse(YamlNode at, string reason, TemplateReadContext context)
    {
        context.Add(at, reason);
        return null;
    }
}
