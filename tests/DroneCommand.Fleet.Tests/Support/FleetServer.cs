using System.Net;
using System.Net.Sockets;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Tests.Persistence;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>
/// The fleet as it is put together for the console, without sockets unless a test names a network: a real silo with its
/// real database in a temporary folder, on a clock that the test moves. It can be ended and started again on the same folder.
/// </summary>
internal sealed class FleetServer : IAsyncDisposable
{
    public const string Site = DemoSite.Id;

    private readonly string templates;
    private IHost? host;

    private FleetServer(string folder, string templates) => (Folder, this.templates) = (folder, templates);

    /// <summary>Plans in the place of the real planner; null for that.</summary>
    private Func<SiteTask, RoutePlan>? planner;

    public string Folder { get; }

    /// <summary>The MAVLink networks of the next start; none unless a test sets some.</summary>
    public Dictionary<string, NetworkOptions> Networks { get; } = [];

    /// <summary>The endpoints for ground stations of the next start; none unless a test sets some.</summary>
    public Dictionary<string, ForwardingOptions> Forwarding { get; } = [];

    public SiloTime Time { get; } = new(new DateTimeOffset(2026, 5, 1, 20, 0, 0, TimeSpan.Zero));

    public ScriptedRoles Roles { get; } = new();

    public PhaseLog Log { get; } = new();

    public IGrainFactory Grains => Get<IGrainFactory>();

    public static async Task<FleetServer> Start(
        string? templates = null,
        params IEnumerable<(string Name, NetworkOptions Options)> networks
    )
    {
        var server = new FleetServer(StoredFleet.NewFolder(), templates ?? TemplateLibrary.ShippedDirectory);
        foreach (var (name, options) in networks)
        {
            server.Networks[name] = options;
        }
        await server.Begin();
        return server;
    }

    /// <summary>A server whose plans are made by the test.</summary>
    public static async Task<FleetServer> StartPlanningBy(Func<SiteTask, RoutePlan> planner)
    {
        var server = new FleetServer(StoredFleet.NewFolder(), TemplateLibrary.ShippedDirectory) { planner = planner };
        await server.Begin();
        return server;
    }

    public T Get<T>()
        where T : notnull => host!.Services.GetRequiredService<T>();

    public IVehicleGrain Vehicle(string id) => Grains.GetGrain<IVehicleGrain>(id);

    public IPatrolGrain Patrol(string id) => Grains.GetGrain<IPatrolGrain>(id);

    public async Task<VehicleView> View(string vehicle) => await Vehicle(vehicle).View();

    public Task<IReadOnlyList<AuditRecord>> Records(string vehicle) => Get<IAuditLog>().Read(100, vehicle);

    public Task<IReadOnlyList<PatrolRunView>> Runs(string patrol) =>
        Get<PatrolRunStore>().List(new PatrolRunFilter(PatrolId: patrol));

    /// <summary>Adopts a copter as configuration does, and puts a scripted link beside it.</summary>
    public async Task<ScriptedLink> Adopt(string id, bool heard = true)
    {
        var systemId = (byte)(id[^1] - '0');
        var vehicle = new ConfiguredVehicle(id, id, "demo", systemId, VehicleKind.Copter, "Dock A", Simulated: true);
        await Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key).Configure([vehicle]);
        var link = new ScriptedLink(this, id);
        if (heard)
        {
            await link.Attach();
        }
        return link;
    }

    /// <summary>Gives a vehicle its signing key, as an administrator.</summary>
    public async Task Import(string vehicle, SigningKey key)
    {
        var outcome = await Get<SigningKeys>().ImportKey(People.Ada.Asks(), vehicle, key);
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
    }

    public static PatrolDefinition PerimeterOf(string vehicle, PatrolRecurrence? schedule = null) =>
        new($"Round of {vehicle}", Site, "perimeter-patrol", vehicle, new Dictionary<string, string>(), schedule);

    /// <summary>Saves a patrol of the vehicle along the fence.</summary>
    public async Task<IPatrolGrain> Plan(string patrol, string vehicle, PatrolRecurrence? schedule = null)
    {
        var outcome = await Patrol(patrol).Save(People.Pia.Asks(), PerimeterOf(vehicle, schedule));
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        return Patrol(patrol);
    }

    /// <summary>Ends the server and starts it again on the same folder.</summary>
    /// <param name="away">How long nobody was there.</param>
    public async Task Restart(TimeSpan away = default)
    {
        await End();
        Time.Advance(away);
        await Begin();
    }

    public async Task End()
    {
        if (host is { } running)
        {
            host = null;
            await running.StopAsync();
            await ((IAsyncDisposable)running).DisposeAsync();
        }
    }

    /// <summary>Locks the database as another program would, until disposed: nothing can be written.</summary>
    public SqliteConnection LockDatabase()
    {
        var connection = Outside();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Another program's connection to the same file.</summary>
    public SqliteConnection Outside()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "dronecommand.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>What is stored of a vehicle now, to be put back by <see cref="WriteStored"/> as if the server had died here.</summary>
    public string ReadStored(string vehicle)
    {
        using var database = Outside();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT Payload FROM GrainStates WHERE GrainId LIKE $grain";
        command.Parameters.AddWithValue("$grain", $"vehicle/{vehicle}");
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>While no server runs.</summary>
    public void WriteStored(string vehicle, string payload)
    {
        using var database = Outside();
        using var command = database.CreateCommand();
        command.CommandText = "UPDATE GrainStates SET Payload = $payload WHERE GrainId LIKE $grain";
        command.Parameters.AddWithValue("$grain", $"vehicle/{vehicle}");
        command.Parameters.AddWithValue("$payload", payload);
        command.ExecuteNonQuery().Should().Be(1);
    }

    /// <summary>
    /// Moves the clock in seconds, so that nothing that waits is skipped; each link reports in each. The clock does not run
    /// away from the database, whose writes take real time.
    /// </summary>
    public async Task Pass(TimeSpan time, params ScriptedLink[] links)
    {
        const int SecondsBetweenWrites = 4;
        var writable = true;
        for (var second = 1; second <= time.TotalSeconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            foreach (var link in links)
            {
                await link.Report();
            }
            writable = writable && (second % SecondsBetweenWrites != 0 || await WritesAreDone());
        }
    }

    /// <summary>Moves the clock so far that a link does its next report; what it causes to be written is written.</summary>
    public async Task Tick()
    {
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await WritesAreDone();
    }

    /// <summary>False when the database takes no writes now.</summary>
    public async Task<bool> WritesAreDone()
    {
        try
        {
            await Get<DatabaseWriter>().Write(_ => true);
            return true;
        }
        catch (DatabaseUnavailableException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        Directory.Delete(Folder, recursive: true);
    }

    public async Task Begin()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(Log);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<ICallerRoles>(Roles);
        builder.Services.AddSingleton<IAccountNames>(Roles);
        builder.Services.AddSingleton<ISiteCatalog>(new SiteCatalog([DemoSite.FilePath]));
        builder.Services.AddSingleton(new TemplateCatalog(templates));
        builder.Services.AddFleetPersistence(DataFolder.Open(Folder));
        builder.Services.Configure<GatewayOptions>(options =>
        {
            foreach (var (name, network) in Networks)
            {
                options.Networks[name] = network;
            }
            foreach (var (name, endpoint) in Forwarding)
            {
                options.Forwarding[name] = endpoint;
            }
        });
        builder.AddFleet(FreePort());
        if (planner is not null)
        {
            builder.Services.AddSingleton(planner);
        }
        host = builder.Build();
        await host.StartAsync();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
