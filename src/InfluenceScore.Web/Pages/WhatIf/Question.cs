using System.Globalization;
using InfluenceScore.Scoring;
using Microsoft.AspNetCore.Http.Extensions;

namespace InfluenceScore.Web.Pages.WhatIf;

/// <summary>What is imagined of an account: a value for each lever, held by the address.</summary>
public sealed class Question
{
    private readonly int[] _values;

    private Question(int[] values) => _values = values;

    public static Question Nothing { get; } = new([.. Lever.All.Select(l => l.None)]);

    public int this[Lever lever] => _values[IndexOf(lever)];

    public bool IsNothing => Used.Count == 0;

    /// <summary>The levers that were moved.</summary>
    public IReadOnlyList<Lever> Used => [.. Lever.All.Where(l => this[l] != l.None)];

    /// <summary>Reads the address.</summary>
    /// <returns>The question, or one sentence on what makes no sense.</returns>
    public static (Question Question, string? Fault) Read(IQueryCollection query)
    {
        var values = new int[Lever.All.Count];
        foreach (var (i, lever) in Lever.All.Index())
        {
            var text = query[lever.Key].ToString();
            if (text.Length == 0)
                values[i] = lever.None;
            else if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out values[i]) || values[i] < lever.None || values[i] > lever.Most)
                return (Nothing, $"{lever.Label}: a whole number from {lever.None} to {Words.Count(lever.Most)}, not “{Words.Plain(text, 40)}”.");
        }
        return (new Question(values), null);
    }

    /// <summary>One lever alone.</summary>
    public static Question Only(Lever lever, int value) => new([.. Lever.All.Select(l => l == lever ? value : l.None)]);

    public (ScoringInput Input, ScoringOptions Options) Apply(ScoredFacts facts, int account) =>
        Used.Aggregate((facts.Input, facts.Result.Options), (world, lever) => lever.Apply(world, account, this[lever]));

    /// <summary>"?people=20", empty where nothing is imagined.</summary>
    public string Query()
    {
        var query = new QueryBuilder();
        foreach (var lever in Used)
            query.Add(lever.Key, this[lever].ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }

    private static int IndexOf(Lever lever) => Lever.All.Index().First(l => ReferenceEquals(l.Item, lever)).Index;
}
