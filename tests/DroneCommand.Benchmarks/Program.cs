using DroneCommand.Benchmarks.Links;

// Each benchmark has a name: dotnet run -c Release --project tests/DroneCommand.Benchmarks -- NAME
return args switch
{
    ["udp", .. var rest] => await UdpReceiveBenchmark.Run(rest),
    ["udp-send", .. var rest] => UdpSender.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/DroneCommand.Benchmarks -- NAME");
    Console.Error.WriteLine("  udp [SECONDS]   what 50,000 frames/s through a UDP socket cost the receiver");
    return 2;
}
