using System.Globalization;
using DroneCommand.Missions.Templates;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Patrols;

/// <summary>A number or a choice of a template as a field of its type, with unit and bounds.</summary>
public sealed partial class ParameterField
{
    [Parameter, EditorRequired]
    public TemplateParameter Parameter { get; set; } = null!;

    /// <summary>Invariant text, in the template's unit.</summary>
    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>'sweep-width' as 'Sweep width'.</summary>
    private string Label => char.ToUpperInvariant(Parameter.Name[0]) + Parameter.Name[1..].Replace('-', ' ');

    private string Help =>
        Parameter is { Min: { } min, Max: { } max }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Parameter.Help} {min:0.##} to {max:0.##} {Parameter.Unit}."
            )
            : Parameter.Help;

    private double Step => Parameter.Max is > 20 ? 5 : 0.5;

    private double Number =>
        double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : Parameter.Min ?? 0;

    private Task Changed(string value) => ValueChanged.InvokeAsync(value);

    private Task NumberChanged(double number) =>
        ValueChanged.InvokeAsync(number.ToString("0.######", CultureInfo.InvariantCulture));
}
