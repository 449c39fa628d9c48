namespace DroneCommand.Missions.Tests.Templates;

/// <summary>A template that uses every key of the language.</summary>
internal static class FullTemplate
{
    public const string Text = """
        format: 1
        version: 4
        kind: checkpoint-round
        name: Night round
        summary: Looks at every checkpoint.
        vehicles: [copter]
        parameters:
          altitude:
            type: number
            unit: m above home
            default: 35
            min: 10
            max: 120
            help: Height of the route.
          speed:
            type: number
            unit: m/s
            default: { copter: 6 }
            help: Speed over ground.
          laps:
            type: integer
            unit: laps
            default: 1
            help: How many rounds.
        requires:
          camera: any
          gimbal: true
          terrain-data: false
          rtk: false
          min-endurance: 12 min
        route:
          order: reverse
          begin: North gate
          end: return
        actions:
          at-start:
            - video: start
          at-checkpoint:
            - look-at: checkpoint
            - dwell: 10 s
            - photo
            - point-camera: { pitch: -30 deg, yaw: 90 deg }
            - point-camera: down
          at-corner:
            - look-at: ahead
          at-end:
            - orbit: { radius: 15 m, turns: 1, direction: anticlockwise }
            - video: stop
        limits:
          reserve: { value: 30, unit: "%" }
          wind: 9 m/s
          recharge: { value: 45, unit: min }
          light: day
          idleness: 20 min
          max-distance: 1.5 km
          max-duration: 15 min
        on-failure:
          link-lost: return
          battery-low: { copter: land }
          geofence: return
          check-failed: warn
        camera:
          in-transit: up
          on-route: { copter: oblique, rover: forward }
          record: { photo-every: 20 m }
        privacy:
          near-zones: both
          margin: 25 m
          masks: [Garden, School]
        """;
}
