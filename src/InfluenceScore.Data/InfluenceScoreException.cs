namespace InfluenceScore.Data;

/// <summary>
/// Something failed in a way that a person can understand and mend: the message is one clear sentence that says what and where.
/// Verbs print it on stderr and end with exit code 1; pages show it. Everything else is a bug.
/// </summary>
public class InfluenceScoreException : Exception
{
    public InfluenceScoreException(string message) : base(message)
    {
    }

    public InfluenceScoreException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public InfluenceScoreException()
    {
    }
}
