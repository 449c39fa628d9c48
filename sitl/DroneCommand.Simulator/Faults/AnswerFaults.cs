namespace DroneCommand.Simulator.Faults;

/// <summary>Answers of a vehicle that are wrong, late or missing.</summary>
internal static class AnswerFaults
{
    private static readonly FaultArgument Item = new("ITEM", 0, 1000, 1);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Answer(
            "no-ack",
            "carries commands and uploads out, but acknowledges none",
            "no COMMAND_ACK and no MISSION_ACK; the effect is there",
            [],
            (f, _) => f.NoAck = true,
            f => f.NoAck = false
        ),
        Answer(
            "in-progress",
            "carries no command out, and says for ever that it is in progress",
            "COMMAND_ACK with IN_PROGRESS twice a second, and no other result",
            [],
            (f, _) => f.InProgress = true,
            f => f.InProgress = false
        ),
        Answer(
            "late-ack",
            "sends every acknowledgement once more, so much later",
            "an acknowledgement that nobody waits for, or that seems to answer the next command",
            [FaultArgument.Time("LATER", 0.02, 3600, 3)],
            (f, a) => f.LateAckSeconds = a[0],
            f => f.LateAckSeconds = null
        ),
        Answer(
            "foreign-ack",
            "before each acknowledgement one to another ground station says the opposite",
            "acknowledgements with target 254/190; only one's own counts",
            [],
            (f, _) => f.ForeignAck = true,
            f => f.ForeignAck = false
        ),
        Answer(
            "wrong-sequence",
            "an upload asks for the item after this one instead of it; a download answers with it",
            "MISSION_REQUEST out of turn, then INVALID_SEQUENCE; MISSION_ITEM_INT of another number",
            [Item],
            (f, a) => f.WrongSequence = (int)a[0],
            f => f.WrongSequence = null
        ),
        Answer(
            "missing-item",
            "an upload ends before this item as if it were complete; a download never sends it",
            "ACCEPTED too early, and a plan that lacks its end; no answer to MISSION_REQUEST_INT",
            [Item],
            (f, a) => f.MissingItem = (int)a[0],
            f => f.MissingItem = null
        ),
        Answer(
            "item-refused",
            "an upload is refused at this item",
            "MISSION_ACK with ERROR; what came before stays in the vehicle",
            [Item],
            (f, a) => f.RefusedItem = (int)a[0],
            f => f.RefusedItem = null
        ),
    ];

    private static FaultKind Answer(
        string name,
        string help,
        string seen,
        IReadOnlyList<FaultArgument> arguments,
        Action<ProtocolFaults, IReadOnlyList<double>> set,
        Action<ProtocolFaults> clear
    ) =>
        new(
            name,
            FaultGroup.Protocol,
            help,
            seen,
            (target, values) =>
            {
                var faults = target.Vehicle.Faults.Protocol;
                set(faults, values);
                return () => clear(faults);
            }
        )
        {
            Arguments = arguments,
        };
}
