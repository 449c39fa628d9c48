using System.Globalization;
using DroneCommand.Fuzz.Services;

namespace DroneCommand.Mavlink.Tests.Services;

/// <summary>
/// Sound frames in any order, to both ends of the services: nothing throws or hangs. Every input is named by its number;
/// <c>DroneCommand.Fuzz services run</c> plays more of them.
/// </summary>
public class ServiceFuzzTests
{
    private const int Runs = 2000;

    [Theory]
    [InlineData(ServiceFuzz.End.Ground)]
    [InlineData(ServiceFuzz.End.Vehicle)]
    public void Random_sound_frames_in_any_order_never_hang_or_throw(ServiceFuzz.End end)
    {
        for (var number = 1; number <= Runs; number++)
        {
            var play = () => ServiceFuzz.Play(end, ServiceFuzz.Input(number));
            play.Should().NotThrow("input {0}", number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
