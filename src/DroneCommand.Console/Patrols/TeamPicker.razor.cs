using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Patrols;

/// <summary>One vehicle or several of those that suit a template, with how each is now and how its line looks on the map.</summary>
public sealed partial class TeamPicker
{
    /// <summary>What may be chosen.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<VehicleView> Suitable { get; set; } = [];

    /// <summary>What is chosen, in the team's order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<VehicleView> Chosen { get; set; } = [];

    [Parameter]
    public EventCallback<VehicleView> Toggled { get; set; }

    private int IndexOf(VehicleView view)
    {
        for (var i = 0; i < Chosen.Count; i++)
        {
            if (Chosen[i].VehicleId == view.VehicleId)
            {
                return i;
            }
        }

        return -1;
    }
}
