using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Retention;

namespace InfluenceScore.Web.Retention;

/// <summary>Reads the settings Retention__…; one that cannot be right stops the start with one sentence.</summary>
internal static class RetentionSettings
{
    public static RetentionRule Read(IConfiguration configuration) => new(
        DaysOrNull(configuration, "Retention:FactsDays", RetentionRule.LeastFactsDays),
        DaysOrNull(configuration, "Retention:RunsDays", 1),
        DaysOrNull(configuration, "Retention:AuditDays", 1));

    private static int? DaysOrNull(IConfiguration configuration, string name, int least) =>
        configuration[name] is not { Length: > 0 } text || text.Equals("keep", StringComparison.OrdinalIgnoreCase) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= least && days <= 36_500 ? days
        : throw new InfluenceScoreException($"The setting {name.Replace(":", "__", StringComparison.Ordinal)} is '{text}'; it takes 'keep' or a number of days from {least} to 36500.");
}
