using DroneCommand.Console;

return await ConsoleHost.Run(args);
