using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// The vehicle's end of the parameter protocol: streams its list at a rate, answers single questions in between, and
/// writes values as ArduPilot or as PX4 does.
/// </summary>
internal sealed class ScriptedParameters : IDisposable
{
    private readonly ScriptedVehicle _vehicle;
    private readonly ITimer _streaming;
    private int _next = int.MaxValue;

    public ScriptedParameters(ScriptedVehicle vehicle, TimeProvider time, int count, double perSecond = 200)
    {
        _vehicle = vehicle;
        for (var i = 0; i < count; i++)
            Values.Add(new Parameter($"P{i:0000}_VALUE", MavParamType.Real32, i * 0.5));
        vehicle.On<ParamRequestList>(_ =>
        {
            Lists++;
            _next = 0;
        });
        vehicle.On<ParamRequestRead>(m =>
        {
            Reads.Add(m.ParamIndex);
            Read(m.ParamIndex, m.ParamId);
        });
        vehicle.On<ParamSet>(Set);
        var step = TimeSpan.FromMilliseconds(20);
        _streaming = time.CreateTimer(_ => Stream((int)(perSecond * step.TotalSeconds)), null, step, step);
    }

    public List<Parameter> Values { get; } = [];

    public ParameterEncoding Encoding { get; set; } = ParameterEncoding.Cast;

    public bool SendsHash { get; set; }

    /// <summary>Called before each value of the stream.</summary>
    public Action<int>? Streaming { get; set; }

    public int Lists { get; private set; }

    public List<int> Reads { get; } = [];

    public List<ParamSet> Sets { get; } = [];

    public void Dispose() => _streaming.Dispose();

    public void Say(int index, bool numbered = true) =>
        _vehicle.Say(
            new ParamValue
            {
                ParamId = Values[index].Name,
                Value = Encoding.Encode(Values[index].Value, Values[index].Type),
                ParamType = Values[index].Type,
                ParamCount = (ushort)Values.Count,
                ParamIndex = numbered ? (ushort)index : ushort.MaxValue,
            }
        );

    private void Stream(int most)
    {
        for (var i = 0; i < most && _next < Values.Count; i++)
        {
            Streaming?.Invoke(_next);
            Say(_next++);
            if (_next == Values.Count && SendsHash)
                _vehicle.Say(
                    new ParamValue
                    {
                        ParamId = Parameter.HashCheck,
                        ParamType = MavParamType.Uint32,
                        ParamCount = (ushort)Values.Count,
                        ParamIndex = ushort.MaxValue,
                    }
                );
        }
    }

    private void Read(int index, string name)
    {
        var found = index >= 0 ? index : Values.FindIndex(v => v.Name == name);
        if (found >= 0 && found < Values.Count)
            Say(found, numbered: index >= 0);
    }

    private void Set(ParamSet message)
    {
        Sets.Add(message);
        var index = Values.FindIndex(v => message.ParamId.Equals(v.Name));
        if (index < 0)
            return;
        if (Encoding == ParameterEncoding.Cast || message.ParamType == Values[index].Type)
        {
            var value = Encoding.Decode(message.ParamValue, Values[index].Type);
            Values[index] = Values[index] with { Value = value };
        }
        Say(index, numbered: false);
    }
}
