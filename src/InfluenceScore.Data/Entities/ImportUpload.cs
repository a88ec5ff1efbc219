namespace InfluenceScore.Data.Entities;

/// <summary>The uploaded files that an <see cref="IngestionRun"/> without an account imports. They lie on disk until the run is over.</summary>
public sealed class ImportUpload
{
    public int RunId { get; set; }

    /// <summary>Folder that holds nothing but these files.</summary>
    public required string Folder { get; set; }

    /// <summary>Names as they were sent, for people to recognise: never used as paths.</summary>
    public required string FileNames { get; set; }

    public long Bytes { get; set; }

    /// <summary>Who uploaded it.</summary>
    public int? UserId { get; set; }

    /// <summary>Only rows about the accounts of this client go in; null: all (admins).</summary>
    public int? ClientId { get; set; }

    /// <summary>The first rejected rows as JSON (<see cref="Ingestion.RejectedRow"/>); null where there are none.</summary>
    public string? Rejects { get; set; }
}
