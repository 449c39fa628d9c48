using System.Globalization;
using DroneCommand.Fuzz;
using SharpFuzz;

// DroneCommand.Fuzz                                    what AFL++ starts: inputs come from it (docs/mavlink.md)
// DroneCommand.Fuzz seeds FOLDER                       writes an input for every message
// DroneCommand.Fuzz run FOLDER [--seconds N] [--seed S]  reads what is there, then mutations of it
// DroneCommand.Fuzz try FILE…                          reads single inputs, such as a finding
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
    default:
        Console.Error.WriteLine("seeds FOLDER | run FOLDER [--seconds N] [--seed S] | try FILE…");
        return 2;
}

int Number(string option, int otherwise)
{
    var at = Array.IndexOf(args, option);
    return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
