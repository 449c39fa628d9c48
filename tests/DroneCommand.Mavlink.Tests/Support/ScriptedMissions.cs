using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// The mission side of <see cref="ScriptedVehicle"/>, as ArduPilot does it: it asks with MISSION_REQUEST, writes items as
/// they come, asks again each second, gives up after eight, and says INVALID_SEQUENCE in the middle of a transfer.
/// </summary>
internal sealed class ScriptedMissions
{
    private readonly ScriptedVehicle _vehicle;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private MavMissionType _type;
    private int _count = -1;
    private int _next;
    private uint _planId;
    private long _asked;
    private long _heard;

    public ScriptedMissions(ScriptedVehicle vehicle, TimeProvider time)
    {
        _vehicle = vehicle;
        _time = time;
        _timer = time.CreateTimer(_ => Tick(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
        vehicle.On<MissionCount>(Begin);
        vehicle.On<MissionItemInt>(Item);
        vehicle.On<MissionWritePartialList>(BeginPart);
        vehicle.On<MissionRequestList>(m =>
            vehicle.Say(
                To(
                    new MissionCount
                    {
                        Count = (ushort)Held[m.MissionType].Count,
                        MissionType = m.MissionType,
                        OpaqueId = _planId,
                    }
                )
            )
        );
        vehicle.On<MissionRequestInt>(Give);
        vehicle.On<MissionClearAll>(m =>
        {
            Held[m.MissionType].Clear();
            Acknowledge(MavMissionResult.Accepted, m.MissionType);
        });
    }

    public Dictionary<MavMissionType, List<MissionItemInt>> Held { get; } =
        new()
        {
            [MavMissionType.Mission] = [],
            [MavMissionType.Fence] = [],
            [MavMissionType.Rally] = [],
        };

    /// <summary>Asks with MISSION_REQUEST_INT as the standard has it, instead of ArduPilot's MISSION_REQUEST.</summary>
    public bool AsksForInt { get; set; }

    /// <summary>Answers an item instead of taking it.</summary>
    public Func<MissionItemInt, MavMissionResult?>? Judge { get; set; }

    /// <summary>What another storage makes of an item of a mission; null for ArduPilot's.</summary>
    public Func<MissionItemInt, MissionItemInt>? Stores { get; set; }

    /// <summary>Answers the count instead of beginning.</summary>
    public MavMissionResult? AnswerToCount { get; set; }

    /// <summary>Names its plans, each upload by another number.</summary>
    public bool NamesPlans { get; set; }

    public int Uploads { get; private set; }

    public int ItemsGiven { get; private set; }

    private bool Receiving => _count >= 0;

    private void Begin(MissionCount m)
    {
        if (AnswerToCount is { } answer)
        {
            Acknowledge(answer, m.MissionType);
            return;
        }
        if (!Receiving || _type != m.MissionType)
            Uploads++;
        (_type, _count, _next) = (m.MissionType, m.Count, 0);
        _heard = _time.GetTimestamp();
        var held = Held[_type];
        if (held.Count > m.Count)
            held.RemoveRange(m.Count, held.Count - m.Count);
        Ask();
    }

    private void BeginPart(MissionWritePartialList m)
    {
        if (Receiving || m.EndIndex > Held[m.MissionType].Count)
        {
            Acknowledge(Receiving ? MavMissionResult.Denied : MavMissionResult.Error, m.MissionType);
            return;
        }
        (_type, _count, _next) = (m.MissionType, m.EndIndex + 1, m.StartIndex);
        _heard = _time.GetTimestamp();
        Ask();
    }

    private void Item(MissionItemInt m)
    {
        if (!Receiving)
        {
            Acknowledge(MavMissionResult.Error, m.MissionType);
            return;
        }
        if (m.Seq != _next)
        {
            Acknowledge(MavMissionResult.InvalidSequence, m.MissionType);
            return;
        }
        if (Judge?.Invoke(m) is { } verdict)
        {
            _count = -1;
            Acknowledge(verdict, m.MissionType);
            return;
        }
        _heard = _time.GetTimestamp();
        Store(m);
        _next++;
        if (_next < _count)
        {
            Ask();
            return;
        }
        _count = -1;
        if (NamesPlans)
            _planId++;
        Acknowledge(MavMissionResult.Accepted, m.MissionType);
        _vehicle.SayText("Flight plan received", MavSeverity.Info);
    }

    /// <summary>What the storage makes of it: its own home, centimetres, no frame without a place.</summary>
    private void Store(MissionItemInt m)
    {
        var held = Held[_type];
        var stored = m with { Z = MathF.Round(m.Z * 100) / 100 };
        if (_type == MavMissionType.Mission && Stores is { } other)
            stored = other(m);
        else if (_type == MavMissionType.Mission && m.Seq == 0)
            stored = m with { Frame = MavFrame.Global, X = 544800001, Y = 89900001, Z = 2.03f };
        else if (!CommandTable.HasLocation(m.Command))
            stored = stored with { Frame = MavFrame.Global };
        if (m.Seq < held.Count)
            held[m.Seq] = stored;
        else
            held.Add(stored);
    }

    private void Give(MissionRequestInt m)
    {
        ItemsGiven++;
        if (m.Seq < Held[m.MissionType].Count)
            _vehicle.Say(Held[m.MissionType][m.Seq] with { TargetSystem = 255, TargetComponent = 190 });
        else
            Acknowledge(MavMissionResult.InvalidSequence, m.MissionType);
    }

    private void Tick()
    {
        if (!Receiving)
            return;
        if (_time.GetElapsedTime(_heard) >= TimeSpan.FromSeconds(8))
        {
            _count = -1;
            Acknowledge(MavMissionResult.OperationCancelled, _type);
            _vehicle.SayText("Mission upload timeout", MavSeverity.Warning);
        }
        else if (_time.GetElapsedTime(_asked) >= TimeSpan.FromSeconds(1))
            Ask();
    }

    private void Ask()
    {
        _asked = _time.GetTimestamp();
        if (AsksForInt)
            _vehicle.Say(
                new MissionRequestInt
                {
                    TargetSystem = 255,
                    TargetComponent = 190,
                    Seq = (ushort)_next,
                    MissionType = _type,
                }
            );
        else
            _vehicle.Say(
                new MissionRequest
                {
                    TargetSystem = 255,
                    TargetComponent = 190,
                    Seq = (ushort)_next,
                    MissionType = _type,
                }
            );
    }

    private static MissionCount To(MissionCount m) => m with { TargetSystem = 255, TargetComponent = 190 };

    public void Acknowledge(MavMissionResult result, MavMissionType type) =>
        _vehicle.Say(
            new MissionAck
            {
                TargetSystem = 255,
                TargetComponent = 190,
                Type = result,
                MissionType = type,
                OpaqueId = _planId,
            }
        );
}
