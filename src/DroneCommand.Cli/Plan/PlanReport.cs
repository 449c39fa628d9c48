using System.Globalization;
using System.Text;
using System.Text.Json;
using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Cli.Plan;

/// <summary>What `plan` says on standard output.</summary>
internal static class PlanReport
{
    /// <summary>One line for programs.</summary>
    public static string Json(PlanRun run)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            var total = PlanTotals.Of(run.Plan);
            writer.WriteNumber("lengthM", Math.Round(total.LengthMetres, 2));
            writer.WriteNumber("durationS", Math.Round(total.Duration.TotalSeconds, 2));
            writer.WriteNumber("durationInArcsS", Math.Round(total.DurationInArcs.TotalSeconds, 2));
            writer.WriteNumber("energyWh", Math.Round(total.EnergyWh, 2));
            writer.WriteNumber("energy95Wh", Math.Round(total.Energy95Wh, 2));
            writer.WriteNumber("turns", run.Plan.Turns);
            WriteNumber(writer, "coveragePct", run.Plan.CoveragePercent);
            WriteNumber(writer, "lowerBoundM", run.Plan.LowerBoundMetres);
            WriteFigures(writer, run.Plan);
            writer.WriteNumber("cpuS", Math.Round(run.CpuSeconds, 3));
            WriteLost(writer, run.Lost);
            WriteMasks(writer, run.Plan);
            writer.WriteStartArray("warnings");
            foreach (var warning in run.Plan.Warnings)
                writer.WriteStringValue(warning);
            writer.WriteEndArray();
            writer.WriteStartArray("problems");
            foreach (var file in run.FileProblems)
                WriteFileProblem(writer, file);
            if (run.FileProblems.Count == 0)
                foreach (var problem in run.Plan.Problems)
                    WriteProblem(writer, problem);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>A few lines for people; problems go to standard error.</summary>
    public static void Tell(PlanRun run, StandardStreams streams)
    {
        foreach (var problem in run.FileProblems)
            streams.Errors.WriteLine($"dronecommand: {problem}");
        if (run.FileProblems.Count == 0)
            foreach (var problem in run.Plan.Problems)
                streams.Errors.WriteLine($"dronecommand: {problem.Reason}{At(problem)}");
        foreach (var part in run.Lost)
            streams.Errors.WriteLine($"not kept: {part}");
        TellRoutes(run.Plan, streams);
        foreach (var (route, sortie) in run.Plan.Routes.Zip(run.Plan.Plans))
            if (ZoneMask.Told(sortie.Masks) is { } masked)
                streams.Text.WriteLine($"{route.Vehicle}, sortie {route.Sortie}. {masked}");
        foreach (var (name, figure) in run.Plan.Figures)
            streams.Text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {figure:0.####}"));
        foreach (var note in run.Plan.Notes)
            streams.Text.WriteLine(note);
        foreach (var warning in run.Plan.Warnings)
            streams.Text.WriteLine($"warning: {warning}");
        if (run.Plan.Routes.Count > 0 && run.Plan.CoveragePercent is { } percent)
            streams.Text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"covers {percent:0.00} %; no plan is shorter than {run.Plan.LowerBoundMetres:0} m in all"
                )
            );
    }

    private static void TellRoutes(RoutePlan plan, StandardStreams streams)
    {
        for (var i = 0; i < plan.Routes.Count; i++)
        {
            var route = plan.Routes[i];
            var total = PlanTotals.Of(plan, i);
            streams.Text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{route.Vehicle}, sortie {route.Sortie}: {total.LengthMetres:0} m, {total.Duration.TotalSeconds:0} s, {total.EnergyWh:0} Wh (95 of 100 flights need no more than {total.Energy95Wh:0}), {route.Turns} turns"
                )
            );
        }
    }

    private static void WriteFigures(Utf8JsonWriter writer, RoutePlan plan)
    {
        foreach (var (name, figure) in plan.Figures)
            writer.WriteNumber(name, Math.Round(figure, 6));
        if (plan.NodeRoutes is not { } routes)
            return;
        writer.WriteStartArray("headStartsM");
        foreach (var metres in plan.HeadStarts)
            writer.WriteNumberValue(Math.Round(metres, 3));
        writer.WriteEndArray();
        writer.WriteStartArray("routes");
        foreach (var route in routes)
        {
            writer.WriteStartArray();
            foreach (var node in route)
                writer.WriteNumberValue(node);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <summary>The member masks: what is to be masked in each sortie's video, and when; left out where nothing is.</summary>
    private static void WriteMasks(Utf8JsonWriter writer, RoutePlan plan)
    {
        if (plan.Plans.All(each => each.Masks.Count == 0))
            return;
        writer.WriteStartArray("masks");
        foreach (var (route, sortie) in plan.Routes.Zip(plan.Plans))
        {
            foreach (var mask in sortie.Masks)
            {
                writer.WriteStartObject();
                writer.WriteString("vehicle", route.Vehicle);
                writer.WriteNumber("sortie", route.Sortie);
                MaskJson.Write(writer, mask);
                writer.WriteEndObject();
            }
        }
        writer.WriteEndArray();
    }

    private static string At(Problem problem) => problem.Place is { } place ? $" ({place})" : "";

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? number)
    {
        if (number is { } known)
            writer.WriteNumber(name, Math.Round(known, 3));
        else
            writer.WriteNull(name);
    }

    /// <summary>The member lost: what of the file is not planned on, by line and element.</summary>
    public static void WriteLost(Utf8JsonWriter writer, IReadOnlyList<LostPart> lost)
    {
        writer.WriteStartArray("lost");
        foreach (var part in lost)
        {
            writer.WriteStartObject();
            if (part.At.Line > 0)
                writer.WriteNumber("line", part.At.Line);
            writer.WriteString("element", part.At.Element);
            writer.WriteString("what", part.What);
            writer.WriteNumber("count", part.Count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static void WriteFileProblem(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("code", nameof(ProblemCode.BadInput));
        writer.WriteString("reason", text);
        writer.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter writer, Problem problem)
    {
        writer.WriteStartObject();
        writer.WriteString("code", problem.Code.ToString());
        writer.WriteString("reason", problem.Reason);
        if (problem.Place is { } place)
        {
            writer.WriteStartArray("place");
            writer.WriteNumberValue(place.LongitudeDeg);
            writer.WriteNumberValue(place.LatitudeDeg);
            writer.WriteEndArray();
        }
        if (problem.Leg is { } leg)
            writer.WriteNumber("leg", leg);
        if (problem.Zone is { } zone)
            writer.WriteString("zone", zone);
        if (problem.OnWayHome)
            writer.WriteBoolean("onWayHome", true);
        if (problem.Remedy is { } remedy)
            writer.WriteString("remedy", remedy);
        writer.WriteEndObject();
    }
}
