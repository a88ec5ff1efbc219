using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;

namespace InfluenceScore.Data.Erasure;

/// <summary>What an erasure does with a column.</summary>
internal enum Erasing
{
    /// <summary>Holds the id of an account: the row goes with it.</summary>
    RowOfAccount,

    /// <summary>Holds the id of a post: the row goes with a post of the account.</summary>
    RowOfPost,

    /// <summary>Holds the id of an account or post: emptied.</summary>
    Reference,

    /// <summary>Text from a network: mentions are struck.</summary>
    Foreign,

    /// <summary>Text written in this program: names are struck wherever they stand.</summary>
    Own,

    /// <summary>Something that is worthless without the name: emptied where it holds one.</summary>
    Emptied,

    /// <summary>A whole that cannot be taken apart: the row goes where it holds a name.</summary>
    RowThatNames,

    /// <summary>Ids inside something packed: a step of its own in <see cref="AccountErasure"/>.</summary>
    Packed,

    /// <summary>Goes with a row that another column removes.</summary>
    WithItsRow,

    /// <summary>Cannot name an account of a network.</summary>
    NamesNobody,
}

/// <summary>
/// Every column that holds a text, bytes or an id, and what an erasure does with it. A test walks the model: a new column without a line here fails it, and whoever adds one decides.
/// </summary>
internal static class ErasureMap
{
    public static IReadOnlyList<(Type Entity, string Column, Erasing How)> Columns { get; } =
    [
        .. Of<Interaction>((nameof(Interaction.TargetId), Erasing.RowOfAccount), (nameof(Interaction.ActorId), Erasing.RowOfAccount), (nameof(Interaction.PostId), Erasing.RowOfPost)),
        .. Of<FollowEvent>((nameof(FollowEvent.FollowerId), Erasing.RowOfAccount), (nameof(FollowEvent.FolloweeId), Erasing.RowOfAccount)),
        .. Of<FollowListing>((nameof(FollowListing.OwnerId), Erasing.RowOfAccount), (nameof(FollowListing.MemberId), Erasing.RowOfAccount), (nameof(FollowListing.LastRunId), Erasing.NamesNobody)),
        .. Of<FollowList>((nameof(FollowList.OwnerId), Erasing.RowOfAccount), (nameof(FollowList.RunId), Erasing.NamesNobody)),
        .. Of<PostContribution>((nameof(PostContribution.PostId), Erasing.RowOfPost), (nameof(PostContribution.AccountId), Erasing.RowOfAccount), (nameof(PostContribution.ScoreRunId), Erasing.NamesNobody)),
        .. Of<PersonContribution>((nameof(PersonContribution.AccountId), Erasing.RowOfAccount), (nameof(PersonContribution.ActorId), Erasing.RowOfAccount), (nameof(PersonContribution.ScoreRunId), Erasing.NamesNobody)),
        .. Of<Post>(
            (nameof(Post.RefersToId), Erasing.Reference), (nameof(Post.AuthorId), Erasing.RowOfAccount), (nameof(Post.Text), Erasing.Foreign), (nameof(Post.Id), Erasing.WithItsRow),
            (nameof(Post.NetworkPostId), Erasing.WithItsRow), (nameof(Post.Network), Erasing.NamesNobody), (nameof(Post.Lang), Erasing.NamesNobody)),
        .. Of<Profile>(
            (nameof(Profile.AccountId), Erasing.RowOfAccount), (nameof(Profile.NetworkUserId), Erasing.WithItsRow), (nameof(Profile.Name), Erasing.Foreign),
            (nameof(Profile.Bio), Erasing.Foreign), (nameof(Profile.Location), Erasing.Foreign)),
        .. Of<Score>((nameof(Score.AccountId), Erasing.RowOfAccount), (nameof(Score.ScoreRunId), Erasing.NamesNobody)),
        .. Of<ScoreChange>((nameof(ScoreChange.AccountId), Erasing.RowOfAccount), (nameof(ScoreChange.Causes), Erasing.Packed), (nameof(ScoreChange.ScoreRunId), Erasing.NamesNobody)),
        .. Of<ScoreRun>((nameof(ScoreRun.Id), Erasing.NamesNobody), (nameof(ScoreRun.EarlierRunId), Erasing.NamesNobody), (nameof(ScoreRun.Model), Erasing.NamesNobody)),
        .. Of<AccountAudience>((nameof(AccountAudience.AccountId), Erasing.RowOfAccount), (nameof(AccountAudience.Facts), Erasing.RowThatNames), (nameof(AccountAudience.ScoreRunId), Erasing.NamesNobody)),
        .. Of<AudiencePerson>(
            (nameof(AudiencePerson.AccountId), Erasing.RowOfAccount), (nameof(AudiencePerson.PersonId), Erasing.RowOfAccount), (nameof(AudiencePerson.Reason), Erasing.Own),
            (nameof(AudiencePerson.ScoreRunId), Erasing.NamesNobody)),
        .. Of<PersonActedOn>((nameof(PersonActedOn.AccountId), Erasing.RowOfAccount), (nameof(PersonActedOn.TargetId), Erasing.RowOfAccount), (nameof(PersonActedOn.ScoreRunId), Erasing.NamesNobody)),
        .. Of<Pattern>((nameof(Pattern.AccountId), Erasing.RowOfAccount), (nameof(Pattern.Figures), Erasing.Packed), (nameof(Pattern.ScoreRunId), Erasing.NamesNobody)),
        .. Of<PatternNote>(
            (nameof(PatternNote.AccountId), Erasing.RowOfAccount), (nameof(PatternNote.Reason), Erasing.Own), (nameof(PatternNote.By), Erasing.NamesNobody), (nameof(PatternNote.Id), Erasing.NamesNobody),
            (nameof(PatternNote.WithdrawsId), Erasing.NamesNobody)),
        .. Of<AccountHome>((nameof(AccountHome.AccountId), Erasing.RowOfAccount), (nameof(AccountHome.Name), Erasing.WithItsRow)),
        .. Of<LocalReach>((nameof(LocalReach.AccountId), Erasing.RowOfAccount), (nameof(LocalReach.HomeName), Erasing.WithItsRow), (nameof(LocalReach.ScoreRunId), Erasing.NamesNobody)),
        .. Of<PlaceContribution>((nameof(PlaceContribution.AccountId), Erasing.RowOfAccount), (nameof(PlaceContribution.Label), Erasing.WithItsRow), (nameof(PlaceContribution.ScoreRunId), Erasing.NamesNobody)),
        .. Of<UserAccount>((nameof(UserAccount.AccountId), Erasing.RowOfAccount), (nameof(UserAccount.UserId), Erasing.NamesNobody), (nameof(UserAccount.GivenById), Erasing.NamesNobody)),
        // A client whose only account it was goes as well, with scores, report and links: see AccountErasure.
        .. Of<ClientAccount>((nameof(ClientAccount.AccountId), Erasing.RowOfAccount), (nameof(ClientAccount.ClientId), Erasing.NamesNobody)),
        .. Of<ClientShare>((nameof(ClientShare.AccountId), Erasing.RowOfAccount), (nameof(ClientShare.ClientId), Erasing.NamesNobody), (nameof(ClientShare.ScoreRunId), Erasing.NamesNobody)),
        .. Of<ClientScore>((nameof(ClientScore.ClientId), Erasing.NamesNobody), (nameof(ClientScore.ScoreRunId), Erasing.NamesNobody)),
        .. Of<Client>(
            (nameof(Client.Id), Erasing.NamesNobody), (nameof(Client.OwnerId), Erasing.NamesNobody), (nameof(Client.Name), Erasing.Own), (nameof(Client.Folder), Erasing.Own), (nameof(Client.Home), Erasing.Own),
            (nameof(Client.Notes), Erasing.Own)),
        .. Of<ClientReport>(
            (nameof(ClientReport.ClientId), Erasing.NamesNobody), (nameof(ClientReport.Title), Erasing.Own), (nameof(ClientReport.Words), Erasing.Own), (nameof(ClientReport.Suggestions), Erasing.Own)),
        .. Of<ShareLink>(
            (nameof(ShareLink.Content), Erasing.RowThatNames), (nameof(ShareLink.Title), Erasing.RowThatNames), (nameof(ShareLink.Id), Erasing.NamesNobody), (nameof(ShareLink.ClientId), Erasing.NamesNobody),
            (nameof(ShareLink.OwnerId), Erasing.NamesNobody), (nameof(ShareLink.TokenHash), Erasing.NamesNobody), (nameof(ShareLink.Logo), Erasing.NamesNobody), (nameof(ShareLink.LogoType), Erasing.NamesNobody)),
        .. Of<IngestionRunLine>((nameof(IngestionRunLine.Id), Erasing.NamesNobody), (nameof(IngestionRunLine.RunId), Erasing.NamesNobody), (nameof(IngestionRunLine.Sentence), Erasing.Own)),
        .. Of<IngestionRun>(
            (nameof(IngestionRun.AccountId), Erasing.RowOfAccount), (nameof(IngestionRun.Id), Erasing.NamesNobody), (nameof(IngestionRun.Network), Erasing.NamesNobody), (nameof(IngestionRun.RequestedBy), Erasing.NamesNobody),
            (nameof(IngestionRun.Cursor), Erasing.Emptied), (nameof(IngestionRun.StartHighWater), Erasing.Emptied), (nameof(IngestionRun.HighWater), Erasing.Emptied), (nameof(IngestionRun.Subject), Erasing.Emptied),
            (nameof(IngestionRun.WaitReason), Erasing.Emptied), (nameof(IngestionRun.Failure), Erasing.Own), (nameof(IngestionRun.LeaseOwner), Erasing.NamesNobody)),
        .. Of<ImportUpload>(
            (nameof(ImportUpload.RunId), Erasing.NamesNobody), (nameof(ImportUpload.Folder), Erasing.NamesNobody), (nameof(ImportUpload.FileNames), Erasing.Own), (nameof(ImportUpload.UserId), Erasing.NamesNobody),
            (nameof(ImportUpload.ClientId), Erasing.NamesNobody), (nameof(ImportUpload.Rejects), Erasing.Emptied)),
        .. Of<IngestionSchedule>((nameof(IngestionSchedule.AccountId), Erasing.RowOfAccount)),
        .. Of<AuditEntry>(
            (nameof(AuditEntry.Id), Erasing.NamesNobody), (nameof(AuditEntry.UserId), Erasing.NamesNobody), (nameof(AuditEntry.Who), Erasing.NamesNobody), (nameof(AuditEntry.Action), Erasing.NamesNobody),
            (nameof(AuditEntry.Subject), Erasing.Own), (nameof(AuditEntry.Details), Erasing.Own), (nameof(AuditEntry.Address), Erasing.NamesNobody)),
        .. Of<ErasureRequest>(
            (nameof(ErasureRequest.AccountId), Erasing.Reference), (nameof(ErasureRequest.Id), Erasing.NamesNobody), (nameof(ErasureRequest.RequestedBy), Erasing.NamesNobody),
            (nameof(ErasureRequest.Step), Erasing.NamesNobody), (nameof(ErasureRequest.Failure), Erasing.NamesNobody)),
        // The account itself, when nothing points to it any more.
        .. Of<Account>(
            (nameof(Account.Id), Erasing.RowOfAccount), (nameof(Account.Handle), Erasing.WithItsRow), (nameof(Account.Name), Erasing.Foreign), (nameof(Account.NetworkUserId), Erasing.WithItsRow),
            (nameof(Account.NameInOrder), Erasing.WithItsRow), (nameof(Account.Network), Erasing.NamesNobody)),
    ];

    /// <summary>Tables of which no column can name an account of a network: people who work here and how they prove it, settings, places, hashes.</summary>
    public static IReadOnlySet<Type> NamesNobody { get; } = new HashSet<Type>
    {
        typeof(User), typeof(IdentityUserLogin<int>), typeof(IdentityUserToken<int>), typeof(PasswordLink), typeof(DataProtectionKey), typeof(SourceSecret), typeof(Letterhead), typeof(CustomPlace), typeof(ErasedName),
        typeof(ApiKey), typeof(Webhook), typeof(WebhookDelivery), typeof(FactsVersion),
    };

    private static IEnumerable<(Type, string, Erasing)> Of<T>(params IEnumerable<(string Column, Erasing How)> columns) => columns.Select(c => (typeof(T), c.Column, c.How));
}
