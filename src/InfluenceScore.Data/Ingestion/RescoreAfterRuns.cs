namespace InfluenceScore.Data.Ingestion;

/// <summary>Scores anew after runs have brought something new (<see cref="Scores.Live.Rescoring"/>). Registered by the web program; called once after a batch of runs, not for each.</summary>
public delegate Task RescoreAfterRuns(CancellationToken cancellationToken);
