using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Messages about where the vehicle is, how it moves and where it is going.</summary>
internal sealed class MotionMessages(Autopilot autopilot, Sender sender, WindModel wind)
{
    private const PositionTargetTypemask OnlyPosition = (PositionTargetTypemask)0xFFF8;

    private uint BootMs => (uint)(autopilot.Clock * 1000);

    private bool HasPosition => autopilot.Gps.Fix >= GpsFix.Fix3D || autopilot.Estimator.OriginSet;

    public void CameraFeedback()
    {
        var body = autopilot.Body;
        sender.Send(
            new CameraFeedback
            {
                TimeUsec = (ulong)(autopilot.Now * 1e6),
                ImgIdx = (ushort)autopilot.Camera.Pictures,
                Lat = WireUnits.Degrees(autopilot.Estimator.Place.LatitudeDeg),
                Lng = WireUnits.Degrees(autopilot.Estimator.Place.LongitudeDeg),
                AltMsl = (float)autopilot.Estimator.AmslM,
                AltRel = (float)autopilot.AboveHomeM,
                Roll = (float)body.RollDeg,
                Pitch = (float)body.PitchDeg,
                Yaw = (float)body.HeadingDeg,
                Flags = CameraFeedbackFlags.Photo,
                CompletedCaptures = (ushort)autopilot.Camera.Pictures,
            }
        );
    }

    public void GpsRawInt()
    {
        var gps = autopilot.Gps;
        var body = autopilot.Body;
        var fix = gps.Fix >= GpsFix.Fix3D;
        var seen = body.Position + gps.Error;
        var place = autopilot.Estimator.Frame.ToGeo(seen);
        var altitude = WireUnits.Millimetres(autopilot.Estimator.Frame.ToAmsl(seen));
        sender.Send(
            new GpsRawInt
            {
                TimeUsec = fix ? (ulong)(autopilot.Clock * 1e6) : 0,
                FixType = (GpsFixType)gps.Fix,
                Lat = fix ? WireUnits.Degrees(place.LatitudeDeg) : 0,
                Lon = fix ? WireUnits.Degrees(place.LongitudeDeg) : 0,
                Alt = fix ? altitude : 0,
                Eph = gps.Fix == GpsFix.NoGps ? ushort.MaxValue : (ushort)(gps.Hdop * 100),
                Epv = gps.Fix == GpsFix.NoGps ? ushort.MaxValue : (ushort)200,
                Vel = (ushort)WireUnits.Centimetres(fix ? body.Velocity.HorizontalLength : 0),
                Cog =
                    fix && body.Velocity.HorizontalLength > 0.2 ? (ushort)(body.Velocity.BearingDeg * 100) : (ushort)0,
                SatellitesVisible = (byte)gps.Satellites,
                AltEllipsoid = fix ? altitude : 0,
                HAcc = fix ? 300u : 0,
                VAcc = fix ? 300u : 0,
            }
        );
    }

    public void GlobalPositionInt()
    {
        var estimator = autopilot.Estimator;
        var place = estimator.Place;
        var velocity = estimator.Velocity;
        sender.Send(
            new GlobalPositionInt
            {
                TimeBootMs = BootMs,
                Lat = HasPosition ? WireUnits.Degrees(place.LatitudeDeg) : 0,
                Lon = HasPosition ? WireUnits.Degrees(place.LongitudeDeg) : 0,
                Alt = HasPosition ? WireUnits.Millimetres(Math.Round(estimator.AmslM, 2)) : 0,
                RelativeAlt = autopilot.Home is null ? 0 : WireUnits.Millimetres(autopilot.AboveHomeM),
                Vx = WireUnits.Centimetres(velocity.North),
                Vy = WireUnits.Centimetres(velocity.East),
                Vz = WireUnits.Centimetres(-velocity.Up),
                Hdg = (ushort)(autopilot.Body.HeadingDeg * 100),
            }
        );
    }

    public void LocalPositionNed()
    {
        var estimator = autopilot.Estimator;
        if (!estimator.OriginSet)
        {
            return;
        }

        var position = estimator.Position;
        sender.Send(
            new LocalPositionNed
            {
                TimeBootMs = BootMs,
                X = (float)position.North,
                Y = (float)position.East,
                Z = (float)-position.Up,
                Vx = (float)estimator.Velocity.North,
                Vy = (float)estimator.Velocity.East,
                Vz = (float)-estimator.Velocity.Up,
            }
        );
    }

    public void Attitude()
    {
        var body = autopilot.Body;
        sender.Send(
            new Attitude
            {
                TimeBootMs = BootMs,
                Roll = (float)Angles.Radians(body.RollDeg),
                Pitch = (float)Angles.Radians(body.PitchDeg),
                Yaw = (float)Angles.Radians(Angles.Wrap180(body.HeadingDeg)),
                Yawspeed = (float)Angles.Radians(body.YawRateDegPerS),
            }
        );
    }

    public void VfrHud()
    {
        var estimator = autopilot.Estimator;
        var body = autopilot.Body;
        var air = (estimator.Velocity - wind.VelocityAt(body.Position.Up)).HorizontalLength;
        sender.Send(
            new VfrHud
            {
                Airspeed = (float)(
                    autopilot.Kind == VehicleKind.Copter && !autopilot.Landed
                        ? air
                        : estimator.Velocity.HorizontalLength
                ),
                Groundspeed = (float)estimator.Velocity.HorizontalLength,
                Heading = (short)body.HeadingDeg,
                Throttle = (ushort)Math.Round(body.Throttle * 100),
                Alt = (float)estimator.AmslM,
                Climb = (float)estimator.Velocity.Up,
            }
        );
    }

    public void NavControllerOutput()
    {
        var target = autopilot.Mode.Target;
        if (autopilot.Kind == VehicleKind.Rover && !autopilot.Mode.IsAutopilot)
        {
            return;
        }

        sender.Send(
            new NavControllerOutput
            {
                NavRoll = (float)autopilot.Body.RollDeg,
                NavPitch = (float)autopilot.Body.PitchDeg,
                NavBearing = (short)Angles.Wrap180(autopilot.Body.HeadingDeg),
                TargetBearing = (short)(target?.BearingDeg ?? 0),
                WpDist = (ushort)Math.Clamp(target?.DistanceM ?? 0, 0, ushort.MaxValue),
                AltError = (float)(target is { } to ? to.AmslM - autopilot.Estimator.AmslM : 0),
                XtrackError = (float)(target?.CrossTrackM ?? 0),
            }
        );
    }

    public void PositionTarget()
    {
        if (autopilot.Mode.Target is not { } target || !autopilot.Armed)
        {
            return;
        }

        sender.Send(
            new PositionTargetGlobalInt
            {
                TimeBootMs = BootMs,
                CoordinateFrame = MavFrame.Global,
                TypeMask = OnlyPosition,
                LatInt = WireUnits.Degrees(target.Place.LatitudeDeg),
                LonInt = WireUnits.Degrees(target.Place.LongitudeDeg),
                Alt = (float)target.AmslM,
            }
        );
    }

    public void HomePosition()
    {
        if (autopilot.Home is not { } home)
        {
            return;
        }

        Span<float> unknown = stackalloc float[4];
        unknown.Fill(float.NaN);
        var local = autopilot.Estimator.Frame.ToLocal(home.Place, home.AmslM);
        sender.Send(
            new HomePosition
            {
                Latitude = WireUnits.Degrees(home.Place.LatitudeDeg),
                Longitude = WireUnits.Degrees(home.Place.LongitudeDeg),
                Altitude = WireUnits.Millimetres(Math.Round(home.AmslM, 2)),
                X = (float)local.North,
                Y = (float)local.East,
                Z = (float)-local.Up,
                Q = (ReadOnlySpan<float>)unknown,
                TimeUsec = (ulong)(autopilot.Clock * 1e6),
            }
        );
    }

    public void Origin()
    {
        if (!autopilot.Estimator.OriginSet)
        {
            return;
        }

        var frame = autopilot.Estimator.Frame;
        sender.Send(
            new GpsGlobalOrigin
            {
                Latitude = WireUnits.Degrees(frame.Origin.LatitudeDeg),
                Longitude = WireUnits.Degrees(frame.Origin.LongitudeDeg),
                Altitude = WireUnits.Millimetres(frame.OriginAmslM),
                TimeUsec = (ulong)(autopilot.Clock * 1e6),
            }
        );
    }

    public void EkfStatus()
    {
        var estimator = autopilot.Estimator;
        sender.Send(
            new EkfStatusReport
            {
                Flags = estimator.Flags,
                VelocityVariance = (float)estimator.Variances.Velocity,
                PosHorizVariance = (float)estimator.Variances.PosHoriz,
                PosVertVariance = (float)estimator.Variances.PosVert,
                CompassVariance = (float)estimator.Variances.Compass,
            }
        );
    }

    /// <summary>Height of the ground below, and over it; without terrain all is pending, as on the real one.</summary>
    public void TerrainReport()
    {
        var place = autopilot.Estimator.Place;
        var known = autopilot.KnowsTerrain;
        var ground = autopilot.GroundAmslAt(autopilot.Estimator.Position);
        sender.Send(
            new TerrainReport
            {
                Lat = HasPosition ? WireUnits.Degrees(place.LatitudeDeg) : 0,
                Lon = HasPosition ? WireUnits.Degrees(place.LongitudeDeg) : 0,
                Spacing = known ? (ushort)Math.Round(autopilot.TerrainSpacingM) : (ushort)0,
                TerrainHeight = known ? (float)ground : 0,
                CurrentHeight = known ? (float)(autopilot.Estimator.AmslM - ground) : 0,
                Pending = known ? (ushort)0 : (ushort)504,
                Loaded = known ? (ushort)504 : (ushort)0,
            }
        );
    }

    /// <summary>Without a position there is no estimate of the wind, and a rover has none without a vane.</summary>
    public void Wind()
    {
        if (autopilot.Kind != VehicleKind.Copter || !autopilot.Estimator.PositionOk)
        {
            return;
        }

        sender.Send(
            new Mavlink.Messages.Wind
            {
                Direction = (float)Angles.Wrap180(wind.FromDeg),
                Speed = (float)(autopilot.Landed ? 0 : wind.SpeedMps),
            }
        );
    }
}
