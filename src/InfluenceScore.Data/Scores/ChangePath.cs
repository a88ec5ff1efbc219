namespace InfluenceScore.Data.Scores;

/// <summary>The way back from one run to an earlier one, along the links of the change statements.</summary>
/// <param name="Links">Runs whose statements are to be summed.</param>
/// <param name="Switches">Places where one moment was scored with two models, as (newer model, older model): the difference of the two scores is the change of model.</param>
/// <param name="IsWhole">False where a link is missing: then the causes do not tell everything.</param>
internal sealed record ChangePath(IReadOnlyList<int> Links, IReadOnlyList<(int Newer, int Older)> Switches, bool IsWhole)
{
    /// <param name="steps">All runs with the half-life and window of the two, of any model, from the one to the other.</param>
    public static ChangePath Between(Step from, Step to, IReadOnlyDictionary<int, Step> steps)
    {
        List<int> links = [];
        List<(int, int)> switches = [];
        var whole = true;
        for (var at = to; at.RunId != from.RunId;)
        {
            if (at.AsOf > from.AsOf && at.EarlierRunId is { } id && steps.TryGetValue(id, out var earlier) && earlier.AsOf >= from.AsOf && earlier.AsOf < at.AsOf)
            {
                links.Add(at.RunId);
                at = earlier;
            }
            else if (at.Model != from.Model && SameMomentOrNull(at, from.Model, steps) is { } twin)
            {
                switches.Add((at.RunId, twin.RunId));
                at = twin;
            }
            else
            {
                whole = false;
                var here = at;
                at = steps.Values.Where(s => s.Model == here.Model && s.AsOf < here.AsOf && s.AsOf >= from.AsOf).OrderByDescending(s => s.AsOf).Append(from).First();
            }
        }
        return new ChangePath(links, switches, whole);
    }

    private static Step? SameMomentOrNull(Step at, string model, IReadOnlyDictionary<int, Step> steps)
    {
        foreach (var step in steps.Values)
            if (step.AsOf == at.AsOf && step.Model == model)
                return step;
        return null;
    }
}
