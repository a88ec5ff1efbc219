namespace InfluenceScore.Data.Ingestion;

/// <summary>Another process executes the run now; this one lets go of it and changes nothing.</summary>
internal sealed class RunTakenOverException : Exception
{
    public RunTakenOverException()
        : base("Another process has taken the run over.")
    {
    }

    public RunTakenOverException(string message)
        : base(message)
    {
    }

    public RunTakenOverException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
