using System.Globalization;
using DroneCommand.Fuzz;
using DroneCommand.Fuzz.Services;
using SharpFuzz;

// DroneCommand.Fuzz                                    what AFL++ starts: inputs come from it (docs/mavlink.md)
// DroneCommand.Fuzz seeds FOLDER                       writes an input for every message
// DroneCommand.Fuzz run FOLDER [--seconds N] [--seed S]  reads what is there, then mutations of it
// DroneCommand.Fuzz try FILE…                          reads single inputs, such as a finding
// DroneCommand.Fuzz services | vehicle                 as without arguments, for what the input's frames reach
// DroneCommand.Fuzz services | vehicle run [--seconds N] [--seed S]   random inputs, numbered from the seed
// DroneCommand.Fuzz services | vehicle try FILE…|NUMBER…
// DroneCommand.Fuzz services | vehicle seeds FOLDER    some random inputs for AFL++ to begin with
switch (args)
{
    case []:
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            new FrameTarget().Read(input.GetBuffer().AsSpan(0, (int)input.Length));
        });
        return 0;
    case ["seeds", var folder]:
        Seeds.Write(folder);
        return 0;
    case ["run", var folder, ..]:
        return new FuzzRun(folder, Number("--seconds", 30), Number("--seed", Environment.TickCount)).Execute();
    case ["try", .. var files]:
        foreach (var file in files)
            new FrameTarget().Read(File.ReadAllBytes(file));
        return 0;
    case ["services" or "vehicle"]:
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            ServiceFuzz.Play(EndOf(args[0]), input.ToArray());
        });
        return 0;
    case ["services" or "vehicle", "run", ..]:
        return ServiceFuzz.Run(EndOf(args[0]), Number("--seconds", 30), Number("--seed", Environment.TickCount));
    case ["services" or "vehicle", "seeds", var folder]:
        ServiceFuzz.WriteSeeds(folder);
        return 0;
    case ["services" or "vehicle", "try", .. var inputs]:
        foreach (var input in inputs)
            ServiceFuzz.Play(
                EndOf(args[0]),
                int.TryParse(input, CultureInfo.InvariantCulture, out var number)
                    ? ServiceFuzz.Input(number)
                    : File.ReadAllBytes(input)
            );
        return 0;
    default:
        Console.Error.WriteLine(
            "seeds FOLDER | run FOLDER [--seconds N] [--seed S] | try FILE… | services|vehicle [run … | try FILE…|NUMBER…]"
        );
        return 2;
}

ServiceFuzz.End EndOf(string name) => name == "vehicle" ? ServiceFuzz.End.Vehicle : ServiceFuzz.End.Ground;

int Number(string option, int otherwise)
{
    var at = Array.IndexOf(args, option);
    return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
