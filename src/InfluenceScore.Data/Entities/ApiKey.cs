namespace InfluenceScore.Data.Entities;

/// <summary>A key with which a program acts for a person through the API. Neither the key nor anything it could be made from is stored.</summary>
public sealed class ApiKey
{
    public const int MaxName = 80;

    public int Id { get; set; }
    public int UserId { get; set; }

    /// <summary>The part of the key that names it: random, no secret, unique.</summary>
    public required string PublicId { get; set; }

    /// <summary>SHA-256 of the whole key, which has 256 random bits: no salt and no slow hash is needed.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    public ApiScopes Scopes { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>Null: never.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>To the minute or so; null: never used.</summary>
    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}

/// <summary>What a key may do beside reading what its owner sees. The owner's role bounds it as well. The numbers are stored: never renumber.</summary>
[Flags]
public enum ApiScopes : byte
{
    /// <summary>Read only.</summary>
    Read = 0,

    /// <summary>Start ingestion runs.</summary>
    Ingest = 1,

    /// <summary>Import bundles.</summary>
    Import = 2,

    /// <summary>Register and change webhooks.</summary>
    Webhooks = 4,
}
