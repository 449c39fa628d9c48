using DroneCommand.Benchmarks.Loss;
using DroneCommand.Benchmarks.Wire;

// Each benchmark prints its figures beside those of its peer or limit, taken in the same run. Use a Release build:
//   dotnet run -c Release --project tests/DroneCommand.Benchmarks -- wire
//   dotnet run -c Release --project tests/DroneCommand.Benchmarks -- loss
return args switch
{
    ["wire", .. var rest] => WireBenchmark.Run(rest),
    ["loss", .. var rest] => LossFigures.Run(rest),
    ["wire-figures", var stream] => WireBenchmark.Figures(stream),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: DroneCommand.Benchmarks wire [STREAM.bin] | loss [SEEDS]");
    return 2;
}
