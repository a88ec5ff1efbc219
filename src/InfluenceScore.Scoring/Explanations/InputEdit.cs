namespace InfluenceScore.Scoring.Explanations;

/// <summary>Adds imagined accounts, posts and acts to a copy of an input.</summary>
internal sealed class InputEdit
{
    private readonly ScoringInput _input;
    private readonly int _account;
    private readonly List<string> _keys = [];
    private readonly List<ProfileSnapshot?> _profiles = [];
    private readonly List<(int Author, long Time)> _posts = [];
    private readonly List<(int Actor, int Target, InteractionKind Kind, long Time, int Post)> _acts = [];
    private ProfileSnapshot? _profile;

    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public InputEdit(ScoringInput input, int account)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegative(account);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(account, input.AccountCount);
        (_input, _account, _profile) = (input, account, input.Profiles[account]);
    }

    public int AddAccount(string key, ProfileSnapshot? profile)
    {
        _keys.Add(key);
        _profiles.Add(profile);
        return _input.AccountCount + _keys.Count - 1;
    }

    public void AddPost(int author, long time) => _posts.Add((author, time));

    /// <param name="post">The target's post that is acted on, −1 for none in particular.</param>
    public void AddAct(int actor, int target, InteractionKind kind, long time, int post = -1) => _acts.Add((actor, target, kind, time, post));

    /// <summary>Edits the profile of the account, where one is known.</summary>
    public void Profile(Func<ProfileSnapshot, ProfileSnapshot> change) => _profile = _profile is null ? null : change(_profile);

    public ScoringInput Build()
    {
        ProfileSnapshot?[] profiles = [.. _input.Profiles, .. _profiles];
        profiles[_account] = _profile;
        return new ScoringInput
        {
            AccountKeys = [.. _input.AccountKeys, .. _keys],
            Profiles = profiles,
            Tracked = [.. _input.Tracked, .. _keys.Select(_ => false)],
            PostAuthors = [.. _input.PostAuthors, .. _posts.Select(post => post.Author)],
            PostTimes = [.. _input.PostTimes, .. _posts.Select(post => post.Time)],
            PostIsRepost = _input.PostIsRepost is { } reposts ? [.. reposts, .. _posts.Select(_ => false)] : null,
            ActActors = [.. _input.ActActors, .. _acts.Select(act => act.Actor)],
            ActTargets = [.. _input.ActTargets, .. _acts.Select(act => act.Target)],
            ActKinds = [.. _input.ActKinds, .. _acts.Select(act => act.Kind)],
            ActPosts = [.. _input.ActPosts, .. _acts.Select(act => act.Post)],
            ActTimes = [.. _input.ActTimes, .. _acts.Select(act => act.Time)],
        };
    }
}
