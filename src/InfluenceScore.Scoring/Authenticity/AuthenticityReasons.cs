namespace InfluenceScore.Scoring.Authenticity;

public sealed record AuthenticityReason(double LogOdds, string Text);
internal static class AuthenticityReasons { public static IReadOnlyList<AuthenticityReason> Of(ProfileSnapshot? p) => []; }
