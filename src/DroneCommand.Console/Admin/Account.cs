using Microsoft.AspNetCore.Identity;

namespace DroneCommand.Console.Admin;

/// <summary>A person's account. Its key is the user id that records and authority carry, so it is never reused.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>False: may neither sign in nor command; accounts are disabled, never deleted, since records name them.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>True while the password is the one that an administrator chose and therefore knows.</summary>
    public bool PasswordIsInitial { get; set; }
}
