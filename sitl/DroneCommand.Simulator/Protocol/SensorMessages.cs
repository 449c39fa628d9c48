using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// Messages of single sensors and outputs, which a ground station shows on its status page: plausible values that make the
/// streams as long as the real ones.
/// </summary>
internal sealed class SensorMessages(Autopilot autopilot, Sender sender)
{
    private uint BootMs => (uint)(autopilot.Clock * 1000);

    private const short GravityMilliG = -1000;

    private short YawRateMilliRad => (short)(Angles.Radians(autopilot.Body.YawRateDegPerS) * 1000);

    public void RawImu() =>
        sender.Send(
            new RawImu
            {
                TimeUsec = (ulong)(autopilot.Clock * 1e6),
                Zacc = GravityMilliG,
                Zgyro = YawRateMilliRad,
                Xmag = Magnetic().North,
                Ymag = Magnetic().East,
                Zmag = 430,
                Temperature = 4500,
            }
        );

    public void ScaledImu2() =>
        sender.Send(
            new ScaledImu2
            {
                TimeBootMs = BootMs,
                Zacc = GravityMilliG,
                Zgyro = YawRateMilliRad,
                Xmag = Magnetic().North,
                Ymag = Magnetic().East,
                Zmag = 430,
                Temperature = 4500,
            }
        );

    public void ScaledImu3() =>
        sender.Send(
            new ScaledImu3
            {
                TimeBootMs = BootMs,
                Xmag = Magnetic().North,
                Ymag = Magnetic().East,
                Zmag = 430,
            }
        );

    public void Pressure() =>
        sender.Send(
            new ScaledPressure
            {
                TimeBootMs = BootMs,
                PressAbs = Hectopascal(),
                Temperature = 3500,
            }
        );

    public void Pressure2() =>
        sender.Send(
            new ScaledPressure2
            {
                TimeBootMs = BootMs,
                PressAbs = Hectopascal(),
                Temperature = 3500,
            }
        );

    public void PowerStatus() => sender.Send(new PowerStatus { Vcc = 5000 });

    public void Meminfo() => sender.Send(new Meminfo { Freemem = ushort.MaxValue, Freemem32 = 131_072 });

    public void Servos()
    {
        var level = (ushort)(autopilot.Armed ? 1000 + (autopilot.Body.Throttle * 1000) : 1000);
        var copter = autopilot.Kind == VehicleKind.Copter;
        sender.Send(
            new ServoOutputRaw
            {
                TimeUsec = (uint)(autopilot.Clock * 1e6),
                Servo1Raw = copter ? level : (ushort)1500,
                Servo2Raw = copter ? level : (ushort)0,
                Servo3Raw = copter ? level : (ushort)(1500 + (autopilot.Body.Throttle * 500)),
                Servo4Raw = copter ? level : (ushort)0,
                Servo5Raw = Spare(5),
                Servo6Raw = Spare(6),
                Servo7Raw = Spare(7),
                Servo8Raw = Spare(8),
                Servo9Raw = Spare(9),
                Servo10Raw = Spare(10),
                Servo11Raw = Spare(11),
                Servo12Raw = Spare(12),
                Servo13Raw = Spare(13),
                Servo14Raw = Spare(14),
                Servo15Raw = Spare(15),
                Servo16Raw = Spare(16),
            }
        );
    }

    public void RcChannels()
    {
        var pilot = autopilot.PilotRadio;
        var copter = autopilot.Kind == VehicleKind.Copter;
        sender.Send(
            new RcChannels
            {
                TimeBootMs = BootMs,
                Chancount = 8,
                Chan1Raw = (ushort)autopilot.Radio.Channel(1),
                Chan2Raw = copter ? Pushed(2, 3000 - pilot.ForwardPulse) : (ushort)autopilot.Radio.Channel(2),
                Chan3Raw = copter ? (ushort)autopilot.Radio.Channel(3) : Pushed(3, pilot.ForwardPulse),
                Chan4Raw = (ushort)autopilot.Radio.Channel(4),
                Chan5Raw = copter ? pilot.SwitchPulse : (ushort)1800,
                Chan6Raw = 1000,
                Chan7Raw = 1000,
                Chan8Raw = copter ? (ushort)1800 : pilot.SwitchPulse,
                Rssi = pilot.IsHeard ? byte.MaxValue : (byte)0,
            }
        );
    }

    /// <summary>What a rover gives its left and right wheels, in ten-thousandths.</summary>
    public void WheelOutputs()
    {
        if (autopilot is not Rover { RoverBody.Throttle: var throttle })
        {
            return;
        }

        var output = (short)(autopilot.Armed ? throttle * 10_000 : 0);
        sender.Send(
            new RcChannelsScaled
            {
                TimeBootMs = BootMs,
                Chan1Scaled = output,
                Chan3Scaled = output,
                Rssi = 255,
            }
        );
    }

    public void Ahrs() => sender.Send(new Ahrs { ErrorRp = 0.001f, ErrorYaw = 0.001f });

    public void Ahrs2()
    {
        var (roll, pitch, yaw) = Attitude();
        var place = autopilot.Estimator.Place;
        sender.Send(
            new Ahrs2
            {
                Roll = roll,
                Pitch = pitch,
                Yaw = yaw,
                Altitude = (float)autopilot.Estimator.AmslM,
                Lat = WireUnits.Degrees(place.LatitudeDeg),
                Lng = WireUnits.Degrees(place.LongitudeDeg),
            }
        );
    }

    /// <summary>The truth, which only a simulator can send.</summary>
    public void Simstate()
    {
        var (roll, pitch, yaw) = Attitude();
        var place = autopilot.Estimator.Frame.ToGeo(autopilot.Body.Position);
        sender.Send(
            new Simstate
            {
                Roll = roll,
                Pitch = pitch,
                Yaw = yaw,
                Zacc = -9.81f,
                Zgyro = (float)Angles.Radians(autopilot.Body.YawRateDegPerS),
                Lat = WireUnits.Degrees(place.LatitudeDeg),
                Lng = WireUnits.Degrees(place.LongitudeDeg),
            }
        );
    }

    public void Vibration() =>
        sender.Send(new Vibration { TimeUsec = (ulong)(autopilot.Clock * 1e6), VibrationX = 0.01f });

    // An override of a ground station goes before the pilot's own stick.
    private ushort Pushed(int channel, int pulse) =>
        autopilot.Radio.Channel(channel) is not 1500 and var moved ? (ushort)moved : (ushort)pulse;

    private ushort Spare(int channel) => autopilot.Payload.Servos.GetValueOrDefault(channel);

    private (float Roll, float Pitch, float Yaw) Attitude() =>
        (
            (float)Angles.Radians(autopilot.Body.RollDeg),
            (float)Angles.Radians(autopilot.Body.PitchDeg),
            (float)Angles.Radians(Angles.Wrap180(autopilot.Body.HeadingDeg))
        );

    private (short North, short East) Magnetic()
    {
        var heading = Angles.Radians(autopilot.Body.HeadingDeg);
        return ((short)(180 * Math.Cos(heading)), (short)(-180 * Math.Sin(heading)));
    }

    // The standard atmosphere near the ground.
    private float Hectopascal() => (float)(1013.25 * Math.Pow(1 - (2.25577e-5 * autopilot.Estimator.AmslM), 5.25588));
}
