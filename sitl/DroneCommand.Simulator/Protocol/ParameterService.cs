using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// The parameter protocol. A single answer carries index 65535, a list counts through; a name that does not exist gets no
/// answer at all, as on the real autopilot.
/// </summary>
public sealed class ParameterService(ParameterTable table, Sender sender)
{
    private const ushort NoIndex = ushort.MaxValue;
    private const int PerStep = 8;

    private int _nextInList = int.MaxValue;

    public void Read(string name, int index)
    {
        var byName = index < 0;
        if ((byName ? table.Find(name) : table.Find(index)) is { } parameter)
        {
            Send(parameter, byName ? NoIndex : (ushort)index);
        }
    }

    public void List() => _nextInList = 0;

    public void Set(string name, float value)
    {
        if (!float.IsFinite(value) || table.Find(name) is not { } parameter)
        {
            return;
        }

        parameter.Set(value);
        Send(parameter, NoIndex);
    }

    /// <summary>The autopilot stored a parameter by itself: ground stations are told.</summary>
    public void SendStored(string name)
    {
        if (table.Find(name) is { } parameter)
        {
            Send(parameter, NoIndex);
        }
    }

    public void Update()
    {
        for (var i = 0; i < PerStep && _nextInList < table.InOrder.Count; i++)
        {
            Send(table.InOrder[_nextInList], (ushort)_nextInList);
            _nextInList++;
        }
    }

    private void Send(Parameter parameter, ushort index) =>
        sender.Send(
            new ParamValue
            {
                ParamId = parameter.Name,
                Value = parameter.Value,
                ParamType = parameter.Type,
                ParamCount = (ushort)table.InOrder.Count,
                ParamIndex = index,
            }
        );
}
