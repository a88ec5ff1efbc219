using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>
/// A name that is not to come back: a salted hash of an erased account's handle, or of its network's stable id. The salt is the same for all rows of one database, because every
/// new name of an import is looked up. Who holds the database can ask whether a name that he already knows is on the list, and learn none from it.
/// </summary>
public sealed class ErasedName
{
    public int Id { get; set; }

    /// <summary>The names of one account are lifted together.</summary>
    public int RequestId { get; set; }

    public required byte[] Salt { get; set; }

    /// <summary>HMAC-SHA256 of "network:name" with the salt.</summary>
    public required byte[] Hash { get; set; }

    public DateTime At { get; set; }
}

/// <summary>An erasure somebody asked for: the row is the truth, so one that was cut off is done again from its beginning, which is harmless. It names nobody.</summary>
public sealed class ErasureRequest
{
    public int Id { get; set; }

    /// <summary>The account as long as it is there.</summary>
    public int? AccountId { get; set; }

    public required string RequestedBy { get; set; }
    public DateTime RequestedAt { get; set; }
    public ErasureState State { get; set; }

    /// <summary>What is being done, in words.</summary>
    public string Step { get; set; } = "";

    /// <summary>Rows removed or changed so far.</summary>
    public long Rows { get; set; }

    public DateTime? FinishedAt { get; set; }

    /// <summary>Why it could not be finished, one sentence; it is tried again.</summary>
    public string? Failure { get; set; }
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum ErasureState : byte
{
    Asked = 1,
    Running = 2,

    /// <summary>Nothing of the account is in any row; the file has still to be rewritten and the others to be scored anew.</summary>
    RowsGone = 3,

    Done = 4,
}

internal static class ErasureModel
{
    public static void ConfigureErasure(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ErasedName>().HasIndex(n => n.Hash).IsUnique();
        modelBuilder.Entity<ErasureRequest>().HasIndex(r => r.State);
    }
}
