namespace DroneCommand.Missions.Kinds;

/// <summary>What sort of mission a template asks for.</summary>
public enum MissionKind
{
    /// <summary>Laps along a closed perimeter line.</summary>
    PerimeterPatrol,

    /// <summary>From checkpoint to checkpoint in the site file's order.</summary>
    CheckpointRound,

    /// <summary>Rounds of checkpoints or of a graph's nodes that leave none alone for long.</summary>
    CheckpointPatrol,

    /// <summary>Along a perimeter, turning back where nobody can tell beforehand.</summary>
    UnpredictablePatrol,

    /// <summary>Along a road, a pipeline, a shore or a river.</summary>
    CorridorPatrol,

    /// <summary>Over an area in lanes, again and again.</summary>
    AreaSweep,

    /// <summary>Round a place, with the camera on it.</summary>
    OrbitPatrol,

    /// <summary>All perimeters of a site, shared among vehicles.</summary>
    SeveralPerimeters,

    /// <summary>Checkpoints shared between what flies and what drives on roads.</summary>
    GroundAndAirPatrol,

    /// <summary>IAMSAR's parallel track search over an area.</summary>
    ParallelTrack,

    /// <summary>IAMSAR's creeping line search over an area.</summary>
    CreepingLine,

    /// <summary>IAMSAR's expanding square search about a datum.</summary>
    ExpandingSquare,

    /// <summary>IAMSAR's sector search about a datum.</summary>
    SectorSearch,

    /// <summary>IAMSAR's contour search round a hill.</summary>
    ContourSearch,

    /// <summary>IAMSAR's track line search.</summary>
    TrackLine,

    /// <summary>A spiral about a datum.</summary>
    SpiralSearch,

    /// <summary>Over a probability map, where most is to be seen for the way.</summary>
    ProbabilitySearch,

    /// <summary>About the place where somebody was seen last, by how far lost persons go.</summary>
    LastKnownPoint,

    /// <summary>Over segments of an area, by their probabilities of containment.</summary>
    SegmentSearch,

    /// <summary>About a datum that drifts with wind and current.</summary>
    DriftSearch,

    /// <summary>Over every place of an area, with a sensor that sees a disc.</summary>
    AreaCoverage,

    /// <summary>Over an area in lanes, with overlapping pictures.</summary>
    AreaSurvey,

    /// <summary>Along a line in lanes, with overlapping pictures.</summary>
    CorridorSurvey,

    /// <summary>Round a building or tower, one layer above the other.</summary>
    StructureScan,

    /// <summary>Before one side of a building, row by row.</summary>
    FacadeScan,

    /// <summary>To a place, to see what is there.</summary>
    GoAndLook,

    /// <summary>A ring of vehicles about a place.</summary>
    Cordon,
}

/// <summary>What missions are for; lists of templates are grouped by it.</summary>
public enum MissionGroup
{
    Patrol,
    Search,
    Survey,
    Response,
}

/// <summary>What a kind of mission is planned on.</summary>
public enum GroundNeed
{
    /// <summary>A closed line: a perimeter of the site, or the first polygon of a file.</summary>
    Perimeter,

    /// <summary>All perimeters of the site, or all polygons of a file.</summary>
    Perimeters,

    /// <summary>An area of the site, or the first polygon of a file.</summary>
    Area,

    /// <summary>All areas of the site, or all polygons of a file.</summary>
    Areas,

    /// <summary>A line of the site, or the first of a file.</summary>
    Line,

    /// <summary>A place of the site, or the first point of a file.</summary>
    Place,

    /// <summary>The site's checkpoints, or the points of a file, or a patrol graph.</summary>
    Checkpoints,

    /// <summary>A probability map; on a site the area to search.</summary>
    Map,

    /// <summary>A building of the site, or the first polygon of a file.</summary>
    Structure,

    /// <summary>A building of the site for the sake of its walls, or the first polygon of a file.</summary>
    Wall,
}
