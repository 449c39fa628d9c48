using DroneCommand.Console.Shell;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Patrols;

/// <summary>
/// The ground of a mission: a feature of the site by its name, what the planner takes, or a shape that is drawn on the map
/// or typed as coordinates. Everything that the map does can be done here by keyboard.
/// </summary>
public sealed partial class GroundField
{
    /// <summary>Stands for any drawing in the list; no feature can bear it, and no value is it.</summary>
    private const string Drawn = "\u0001drawn";

    private string fault = "";
    private int added;

    [Parameter, EditorRequired]
    public TemplateParameter Parameter { get; set; } = null!;

    /// <summary>'auto', a feature's name, or a drawing's text; empty while nothing is drawn yet.</summary>
    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What it may name.</summary>
    [Parameter]
    public IReadOnlyList<string> Features { get; set; } = [];

    /// <summary>True while the map takes corners for it.</summary>
    [Parameter]
    public bool Drawing { get; set; }

    [Parameter]
    public EventCallback<bool> DrawingChanged { get; set; }

    private string Label => char.ToUpperInvariant(Parameter.Name[0]) + Parameter.Name[1..];

    private string Kind => PlanDraft.ShapeOf(Parameter);

    private string Thing => Kind == "point" ? "place" : Parameter.Name;

    private string Choice => Value.Length == 0 || DrawnPlaces.Parse(Value) is not null ? Drawn : Value;

    private IReadOnlyList<GeoPoint> Places => DrawnPlaces.Parse(Value)?.Places ?? [];

    private string Count =>
        (Kind, Places.Count) switch
        {
            ("point", 0) => "No place yet",
            ("point", _) => "A place",
            ("area", 1) => "1 corner",
            ("area", var count) => $"{count} corners",
            (_, 1) => "1 point",
            (_, var count) => $"{count} points",
        };

    private string Measure =>
        Kind switch
        {
            "line" when Places.Count > 1 => Show.Length(Places.Zip(Places.Skip(1), Geodesic.Distance).Sum()),
            "area" when Places.Count > 2 =>
                $"{Show.Length(Places.Zip([.. Places.Skip(1), Places[0]], Geodesic.Distance).Sum())} around",
            _ => "",
        };

    private string DrawLabel =>
        Drawing ? "Stop drawing"
        : Places.Count == 0 ? "Draw on the map"
        : Kind == "point" ? "Put it elsewhere"
        : "Add on the map";

    private static string Text(GeoPoint place) =>
        FormattableString.Invariant($"{place.LatitudeDeg:0.#######}, {place.LongitudeDeg:0.#######}");

    private async Task Choose(string choice)
    {
        fault = "";
        await ValueChanged.InvokeAsync(choice == Drawn ? "" : choice);
        await DrawingChanged.InvokeAsync(choice == Drawn);
    }

    /// <summary>A shape of a file is whole: nothing is added to it by the next click.</summary>
    private async Task TakeFromFile(string drawing)
    {
        fault = "";
        await DrawingChanged.InvokeAsync(false);
        await ValueChanged.InvokeAsync(drawing);
    }

    private Task Retype(int index, string? text) =>
        Read(text) is { } place ? Tell([.. Places.Select((each, i) => i == index ? place : each)]) : Task.CompletedTask;

    private async Task Add(string? text)
    {
        if (Read(text) is { } place)
        {
            added++;
            await Tell([.. Places, place]);
        }
    }

    private Task Remove(int index) => Tell([.. Places.Where((_, i) => i != index)]);

    private Task Tell(IReadOnlyList<GeoPoint> places) => ValueChanged.InvokeAsync(DrawnPlaces.Format(places));

    /// <summary>A comma, a blank or both between the two numbers.</summary>
    private GeoPoint? Read(string? text)
    {
        var parts = (text ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var place = parts.Length == 2 ? DrawnPlaces.Parse(string.Join(',', parts)) : null;
        fault = place is { Fault: null } ? "" : "Latitude and longitude in degrees, for example 54.480100, 8.989900.";
        return place is { Fault: null } ? place.Places[0] : null;
    }
}
