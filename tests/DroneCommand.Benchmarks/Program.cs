using DroneCommand.Benchmarks.Coverage;
using DroneCommand.Benchmarks.Links;
using DroneCommand.Benchmarks.Loss;
using DroneCommand.Benchmarks.Patrols;
using DroneCommand.Benchmarks.Search;
using DroneCommand.Benchmarks.Simulation;
using DroneCommand.Benchmarks.Survey;
using DroneCommand.Benchmarks.Wire;

// Each benchmark prints its figures beside those of its peers or limits, taken in the same run.
return args switch
{
    ["wire", .. var rest] => WireBenchmark.Run(rest),
    ["simulator", .. var rest] => await SimulatorBenchmark.Run(rest),
    ["coverage", .. var rest] => CoverageBenchmark.Run(rest),
    ["loss", .. var rest] => LossFigures.Run(rest),
    ["wire-figures", var stream] => WireBenchmark.Figures(stream),
    ["udp", .. var rest] => await UdpReceiveBenchmark.Run(rest),
    ["udp-send", .. var rest] => UdpSender.Run(rest),
    ["search", .. var rest] => SearchBenchmark.Run(rest),
    ["patrols"] => PatrolBenchmark.Run(),
    ["survey"] => SurveyBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/DroneCommand.Benchmarks -- NAME");
    Console.Error.WriteLine("  wire [STREAM]   what reading, checking, decoding and writing a frame costs");
    Console.Error.WriteLine(
        "  coverage [SWATH [VEHICLES]]   how long plans of area coverage are, and what they cost to make"
    );
    Console.Error.WriteLine("  udp [SECONDS]   what 50,000 frames/s through a UDP socket cost the receiver");
    Console.Error.WriteLine(
        "  simulator [SECONDS]   what 200 simulated copters and a patrol on the virtual clock cost"
    );
    Console.Error.WriteLine(
        "  loss [SEEDS]    what becomes of transfers and commands at 0 to 50 % loss, in virtual time"
    );
    Console.Error.WriteLine("  search [MAPS]   how much of a probability map's bound 100 km with 5 vehicles see");
    Console.Error.WriteLine("  patrols         idleness on perimeters and graphs, and what turning at random is worth");
    Console.Error.WriteLine(
        "  survey          overlap and coverage that surveys come to, and what lanes with pictures cost"
    );
    return 2;
}
