using System.Globalization;

namespace InfluenceScore.Data.Sources.X;

/// <summary>
/// Counts what a run costs. Every returned resource is counted at its listed price, also one that X sent before on the same day and may not charge
/// again, and every account sent along with a post: the sum is an upper bound of the bill, never less.
/// </summary>
/// <param name="limit">Most that the run may cost, US dollars.</param>
internal sealed class XBudget(decimal limit, decimal spent)
{
    public decimal Spent { get; private set; } = spent;

    public decimal Left => limit - Spent;

    /// <summary>How many items the next page may ask for, so that even a full page stays within the budget.</summary>
    /// <param name="price">Most that one item can cost, US dollars.</param>
    /// <param name="share">Part of the whole budget, 0–1, up to which this kind of request may spend.</param>
    /// <returns>0 when not even the smallest page is covered.</returns>
    public int PageSize(XEndpoint endpoint, decimal price, decimal share = 1m)
    {
        var left = limit * share - Spent;
        if (left <= 0)
            return 0;
        var affordable = price <= 0 ? endpoint.PageMax : (int)Math.Min(endpoint.PageMax, Math.Floor(left / price));
        return affordable < endpoint.PageMin ? 0 : affordable;
    }

    /// <summary>A page's cost is known.</summary>
    public void Charge(decimal cost) => Spent += cost;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"${Spent:0.00} of the budget of ${limit:0.00} per run spent");
}
