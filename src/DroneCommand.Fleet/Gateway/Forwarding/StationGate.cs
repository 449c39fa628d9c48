using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>
/// A vehicle as attached ground stations meet it: what is sent through here goes to this vehicle only, as it came, and only
/// while nothing of ours is in its way. Thread-safe.
/// </summary>
internal sealed class StationGate(
    VehicleAddress address,
    LinkSigning signing,
    AddressWatch way,
    OrderRunner orders,
    ModeWatch modes,
    TlogRecorder tlog,
    Func<IAutopilot?> autopilot,
    Func<string?> whyNotHeard,
    VehicleLinkServices services
)
{
    private readonly FrameWriter asVehicle = new(address.SystemId, address.ComponentId);
    private volatile VehicleView? view;

    public VehicleAddress Address => address;

    /// <summary>As its grain showed it last; null while it is not adopted: then no station sees it.</summary>
    public VehicleView? View
    {
        get => view;
        set => view = value;
    }

    /// <summary>Counts what keeps back a change that came before it.</summary>
    public int WentFirst => orders.WentFirst;

    /// <summary>Judges, once, the signature of a frame that shall go to this vehicle. On the station's receive thread.</summary>
    public string? WhyNotSigned(in FrameView frame) => signing.WhyNotFromStation(frame);

    /// <summary>Why nothing at all can be sent to it now; null when something can.</summary>
    public string? WhyNotReached() =>
        view is not { } known ? "this vehicle is not adopted"
        : known.Status == VehicleStatus.Quarantined ? "this vehicle is quarantined"
        : whyNotHeard();

    /// <summary>True when the frame asks for a mode that holds, returns or lands.</summary>
    public bool IsSafety(in FrameView frame) =>
        autopilot() is { } pilot && ModeRequest.Of(frame, pilot) is { } mode && ModeRequest.IsSafety(mode, pilot);

    /// <summary>What the frame does, for people: a mode by its name.</summary>
    public string Describe(in FrameView frame) =>
        autopilot() is { } pilot && ModeRequest.Of(frame, pilot) is { } mode
            ? $"{StationWords.Describe(frame)} ({pilot.ModeName(mode)})"
            : StationWords.Describe(frame);

    /// <summary>False as soon as the grain has shown that somebody else, or nobody, holds the vehicle.</summary>
    public bool IsHeldBy(string userId) =>
        view?.Authority is { Kind: AuthorityHolderKind.Person } held && held.HolderId == userId;

    public Task<StationConsent> Ask(StationAsk ask) =>
        view is { } known
            ? services.Grains.GetGrain<IVehicleUplink>(known.VehicleId).AskForStation(ask)
            : Task.FromResult(new StationConsent(0, "this vehicle is not adopted"));

    /// <summary>The end of what the grain consented to: null when it left, otherwise what kept it back.</summary>
    public Task ReportEnd(StationAsk ask, string? kept) =>
        view is { } known
            ? services.Grains.GetGrain<IVehicleUplink>(known.VehicleId).ReportStationEnd(ask, kept)
            : Task.CompletedTask;

    /// <summary>Which order of ours runs and is not to be disturbed; null for none.</summary>
    public string? WhyBusy(bool safety) => orders.WhyBusy(safety);

    /// <summary>Sends what changes nothing.</summary>
    public void Read(byte[] frame) => Send(frame);

    /// <summary>Sends what the grain consented to; otherwise says why not.</summary>
    public string? Change(byte[] frame, bool safety, bool asksForMode, long epoch, int wentFirstBefore)
    {
        var kept = orders.PassOn(
            safety,
            epoch,
            wentFirstBefore,
            () =>
            {
                if (asksForMode)
                {
                    modes.StationAsked();
                }
                Send(frame);
            }
        );
        if (kept is null && safety)
        {
            orders.GiveUp("a ground station called it back");
        }
        return kept;
    }

    /// <summary>Hands a frame of the vehicle to the stations that see it. On the vehicle's receive thread.</summary>
    public void Publish(in FrameView frame)
    {
        if (view is not null)
        {
            services.Stations.Publish(this, frame);
        }
    }

    /// <summary>For our own answers in its place: signed when it signs. What stations sent is never signed here.</summary>
    public FrameWriter AsVehicle(byte component)
    {
        var writer = component is 0 || component == address.ComponentId ? asVehicle : new(address.SystemId, component);
        writer.Signer = signing.Writer.Signer;
        return writer;
    }

    private void Send(byte[] frame)
    {
        if (way.Peer is not { } peer || !signing.MaySend)
        {
            return;
        }
        tlog.Record(frame);
        peer.Send(frame);
    }
}
