namespace InfluenceScore.Data.Auditing;

/// <summary>What the audit log speaks of. The texts are stored: never reword one.</summary>
public static class AuditActions
{
    public const string SignedIn = "signed in", SignInFailed = "sign-in failed", LockedOut = "locked out", SignedOut = "signed out";
    public const string PasswordChanged = "password changed", TwoFactorChanged = "two-factor changed";
    public const string Invited = "invited", PersonAdded = "person added", RoleChanged = "role changed", PersonRemoved = "person removed";
    public const string PersonDisabled = "person disabled", PersonEnabled = "person enabled", LinkMade = "password link made", AccountGiven = "account given", AccountTaken = "account taken back";
    public const string EverywhereSignedOut = "signed out everywhere", NameChanged = "name changed";
    public const string KeyMade = "key made", KeyRevoked = "key revoked", WebhookChanged = "webhook changed";
    public const string ClientAdded = "client added", ClientChanged = "client changed", ClientDeleted = "client deleted", ClientTakenBack = "client taken back", ClientHandedOver = "client handed over";
    public const string ShareMade = "share link made", ShareEnded = "share link ended", LetterheadChanged = "letterhead changed";
    public const string PatternExplained = "pattern explained", PatternWithdrawn = "explanation withdrawn", HomeChanged = "home changed";
    public const string PlaceAdded = "own place added", PlaceRemoved = "own place removed";
    public const string AccountAdded = "account added", AccountRemoved = "account no longer fetched", ScheduleChanged = "schedule changed";
    public const string RunQueued = "run queued", RunStopped = "run stopped", RunRetried = "run retried";
    public const string SecretSet = "secret set", SecretRemoved = "secret removed";
    public const string Imported = "imported", Scored = "scored", BackedUp = "backed up", Restored = "restored";
    public const string ErasureAsked = "erasure asked", Erased = "erased", ErasureLifted = "do-not-import lifted", Exported = "person exported", RetentionSwept = "retention carried out";

    /// <summary>All of them, as the search page lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SignedIn, SignInFailed, LockedOut, SignedOut, PasswordChanged, TwoFactorChanged, Invited, PersonAdded, RoleChanged, PersonRemoved, PersonDisabled, PersonEnabled, LinkMade, AccountGiven, AccountTaken, EverywhereSignedOut, NameChanged, KeyMade, KeyRevoked, WebhookChanged,
        ClientAdded, ClientChanged, ClientDeleted, ClientTakenBack, ClientHandedOver, ShareMade, ShareEnded, LetterheadChanged, PatternExplained, PatternWithdrawn, HomeChanged, PlaceAdded, PlaceRemoved,
        AccountAdded, AccountRemoved, ScheduleChanged, RunQueued, RunStopped, RunRetried, SecretSet, SecretRemoved, Imported, Scored, BackedUp, Restored,
        ErasureAsked, Erased, ErasureLifted, Exported, RetentionSwept,
    ];
}
