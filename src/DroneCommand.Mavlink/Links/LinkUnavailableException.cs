namespace DroneCommand.Mavlink.Links;

/// <summary>A link could not be opened. The message is one line for the person who configured it.</summary>
public sealed class LinkUnavailableException : Exception
{
    public LinkUnavailableException(string message)
        : base(message) { }

    public LinkUnavailableException(string message, Exception inner)
        : base(message, inner) { }

    public LinkUnavailableException() { }
}
