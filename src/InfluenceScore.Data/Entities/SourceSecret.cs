namespace InfluenceScore.Data.Entities;

/// <summary>A setting of a source that an admin typed in, for example a token. Encrypted with Data Protection; never shown again.</summary>
public sealed class SourceSecret
{
    /// <summary>The setting's full name: "Sources:X:BearerToken".</summary>
    public required string Name { get; set; }

    public required string Protected { get; set; }
    public DateTime SetAt { get; set; }
}
