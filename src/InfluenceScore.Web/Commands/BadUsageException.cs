namespace InfluenceScore.Web.Commands;

/// <summary>The words of the command line do not fit together: exit code 2.</summary>
internal sealed class BadUsageException(string message) : Exception(message);
