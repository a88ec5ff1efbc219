namespace InfluenceScore.Data.Ingestion;

/// <summary>Scores anew after runs have brought something new. Registered by the web program; called once after a batch of runs, not for each.</summary>
public delegate Task RescoreAfterRuns(CancellationToken cancellationToken);
