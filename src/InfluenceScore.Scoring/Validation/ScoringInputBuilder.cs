namespace InfluenceScore.Scoring.Validation;

/// <summary>A <see cref="ScoringInput"/> that can still be changed: the simulator fills one, an attack edits a copy.</summary>
public sealed class ScoringInputBuilder
{
    private readonly List<string> _keys = [];
    private readonly List<ProfileSnapshot?> _profiles = [];
    private readonly List<bool> _tracked = [];
    private readonly List<Post> _posts = [];
    private readonly List<Act> _acts = [];

    private readonly record struct Post(int Author, long At);

    private readonly record struct Act(int Actor, int Target, InteractionKind Kind, int Post, long At);

    public ScoringInputBuilder()
    {
    }

    public ScoringInputBuilder(ScoringInput start)
    {
        _keys.AddRange(start.AccountKeys);
        _profiles.AddRange(start.Profiles);
        _tracked.AddRange(start.Tracked);
        for (var p = 0; p < start.PostCount; p++)
            _posts.Add(new Post(start.PostAuthors[p], start.PostTimes[p]));
        for (var i = 0; i < start.ActCount; i++)
            _acts.Add(new Act(start.ActActors[i], start.ActTargets[i], start.ActKinds[i], start.ActPosts[i], start.ActTimes[i]));
    }

    public int AccountCount => _keys.Count;

    public int PostCount => _posts.Count;

    public int ActCount => _acts.Count;

    public int AddAccount(string key, ProfileSnapshot? profile, bool tracked = false)
    {
        _keys.Add(key);
        _profiles.Add(profile);
        _tracked.Add(tracked);
        return _keys.Count - 1;
    }

    public int AddPost(int author, long at)
    {
        _posts.Add(new Post(author, at));
        return _posts.Count - 1;
    }

    /// <summary>Adds an act; post is −1 where it belongs to no known post.</summary>
    public void AddAct(int actor, int target, InteractionKind kind, int post, long at) => _acts.Add(new Act(actor, target, kind, post, at));

    public ProfileSnapshot? ProfileOf(int account) => _profiles[account];

    public void SetProfile(int account, ProfileSnapshot? profile) => _profiles[account] = profile;

    /// <summary>Takes away what an author posted from a moment on, every act on those posts, and every other act on the author since.</summary>
    public void Silence(int author, long from)
    {
        _acts.RemoveAll(a => a.Target == author && (a.At >= from || (a.Post >= 0 && _posts[a.Post].At >= from)));
        var number = new int[_posts.Count];
        var kept = 0;
        for (var p = 0; p < number.Length; p++)
        {
            var keep = _posts[p].Author != author || _posts[p].At < from;
            number[p] = keep ? kept : -1;
            if (keep)
                _posts[kept++] = _posts[p];
        }

        _posts.RemoveRange(kept, _posts.Count - kept);
        for (var i = 0; i < _acts.Count; i++)
        {
            if (_acts[i].Post >= 0)
                _acts[i] = _acts[i] with { Post = number[_acts[i].Post] };
        }
    }

    public ScoringInput Build() => new()
    {
        AccountKeys = [.. _keys],
        Profiles = [.. _profiles],
        Tracked = [.. _tracked],
        PostAuthors = [.. _posts.Select(p => p.Author)],
        PostTimes = [.. _posts.Select(p => p.At)],
        ActActors = [.. _acts.Select(a => a.Actor)],
        ActTargets = [.. _acts.Select(a => a.Target)],
        ActKinds = [.. _acts.Select(a => a.Kind)],
        ActPosts = [.. _acts.Select(a => a.Post)],
        ActTimes = [.. _acts.Select(a => a.At)],
    };
}
