namespace InfluenceScore.Scoring.Validation.Patterns;

/// <summary>
/// Stories of simulated accounts: one that churns, and every fair one that could be mistaken for it. All parameters vary widely and none is read off the
/// detector. Rates of ordinary unfollowing: 2% within two weeks, 30% a year.
/// </summary>
public static class FollowLives
{
    /// <summary>The fair stories, by name.</summary>
    public static IReadOnlyList<(string Name, Func<SeededRandom, FollowLife> Live)> Fair { get; } =
    [
        ("ordinary", Ordinary),
        ("follows in bursts", Bursts),
        ("fussy reader", Fussy),
        ("targets vanish", Vanishing),
        ("young targets suspended", Suspended),
        ("instance move", Move),
        ("one spring-clean", SpringClean),
        ("collection gap", Gap),
        ("viral week", Viral),
        ("new and growing fast", Newcomer),
        ("tidies every month", Tidy),
    ];

    /// <summary>Follows a pile, drops most of it, and again: period 3 to 21 days, 2 or more cycles, 10 to 500 accounts a pile.</summary>
    public static FollowLife Churner(SeededRandom random)
    {
        var period = random.Uniform(3, 21);
        var cycles = 2 + random.Below(9);
        var (start, holiday) = (random.Uniform(2, 30), random.Chance(0.2) ? random.Uniform(8, 40) : 0);
        var size = LogUniform(random, 10, 500);
        var life = new FollowLife("churner", true, start + period * (cycles + 1) + holiday + random.Uniform(2, 40), period, cycles, (int)size)
            .Ordinarily(random, (int)LogUniform(random, 30, 5000), random.Uniform(0, 1.5));
        var (jitter, kept, again) = (random.Chance(0.5) ? random.Uniform(0, 0.25) : 0, random.Chance(0.5) ? random.Uniform(0, 0.2) : 0.02, random.Chance(0.5) ? random.Uniform(0.2, 0.9) : 0);
        var hold = period * random.Uniform(0.35, 0.95);
        // Piles are followed within hours or days, and dropped so.
        var (following, dropping) = (random.Uniform(0.05, 0.35) * hold, random.Chance(0.6) ? random.Uniform(0.02, 0.15) * period : random.Uniform(0.1, Math.Max(0.11, 0.9 * (period - hold))));
        var before = new List<(int Target, double Free)>();
        var at = start;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var pile = (int)Math.Clamp(size * random.Uniform(0.75, 1.3), 10, 500);
            var held = hold * (1 + jitter * random.Uniform(-0.5, 0.5));
            for (var i = 0; i < pile; i++)
            {
                var free = before.FindIndex(b => b.Free < at);
                var target = random.Chance(again) && free >= 0 ? before[free].Target : life.NewTarget();
                if (free >= 0 && target == before[free].Target) before.RemoveAt(free);
                var from = at + random.Uniform(0, following);
                var to = random.Chance(kept) ? double.PositiveInfinity : Math.Max(from + 0.2, at + held + random.Uniform(0, dropping));
                life.Follow(target, from, to);
                if (double.IsFinite(to)) before.Add((target, to));
            }

            at += period * (1 + jitter * random.Uniform(-1, 1)) + (cycle == cycles / 2 ? holiday : 0);
        }

        return life;
    }

    private static FollowLife Ordinary(SeededRandom random) => Base("ordinary", random);

    private static FollowLife Bursts(SeededRandom random)
    {
        var life = Base("follows in bursts", random);
        for (var n = 2 + random.Below(6); n > 0; n--)
        {
            var at = random.Uniform(0, life.Days);
            for (var i = LogUniform(random, 8, 120); i > 0; i--)
                life.FollowOrdinarily(at + random.Uniform(0, 2), random);
        }

        return life;
    }

    private static FollowLife Fussy(SeededRandom random)
    {
        var life = Base("fussy reader", random);
        var drops = random.Uniform(0.05, 0.2);
        for (var n = LogUniform(random, 20, 300); n > 0; n--)
        {
            var from = random.Uniform(0, life.Days);
            life.Follow(life.NewTarget(), from, random.Chance(drops) ? from + random.Uniform(0.1, 14) : double.PositiveInfinity);
        }

        return life;
    }

    private static FollowLife Vanishing(SeededRandom random)
    {
        var life = Base("targets vanish", random);
        for (var n = 1 + random.Below(3); n > 0; n--)
            End(life, random, random.Uniform(0, life.Days), random.Uniform(0.02, 0.4), _ => true, random.Uniform(0.01, 2));
        return life;
    }

    private static FollowLife Suspended(SeededRandom random)
    {
        var life = Base("young targets suspended", random);
        var at = random.Uniform(0, life.Days - 15);
        for (var i = LogUniform(random, 10, 200); i > 0; i--)
        {
            var from = at + random.Uniform(0, 3);
            life.Follow(life.NewTarget(), from, random.Chance(0.6) ? at + random.Uniform(4, 13) : double.PositiveInfinity);
        }

        return life;
    }

    private static FollowLife Move(SeededRandom random)
    {
        var life = Base("instance move", random);
        var at = random.Uniform(5, life.Days - 5);
        var moved = End(life, random, at, random.Uniform(0.1, 0.9), _ => true, random.Uniform(0.1, 3));
        for (var i = 0; i < moved; i++)
            life.FollowOrdinarily(at + random.Uniform(-1, 3), random);
        return life;
    }

    private static FollowLife SpringClean(SeededRandom random)
    {
        var life = Base("one spring-clean", random);
        var at = random.Uniform(15, life.Days);
        if (random.Chance(0.4))
        {
            for (var i = LogUniform(random, 10, 200); i > 0; i--)
                life.FollowOrdinarily(at - random.Uniform(1, 12), random);
        }

        End(life, random, at, random.Uniform(0.2, 0.95), _ => true, random.Uniform(0.02, 6));
        return life;
    }

    private static FollowLife Gap(SeededRandom random)
    {
        var life = Base("collection gap", random);
        for (var n = 1 + random.Below(4); n > 0; n--)
        {
            var at = random.Uniform(2, life.Days - 3);
            life.Partial.Add(new FollowLife.PartialReading(at, at + random.Uniform(0.3, 3), random.Uniform(0.05, 1)));
        }

        return life;
    }

    private static FollowLife Viral(SeededRandom random)
    {
        var life = Base("viral week", random);
        var at = random.Uniform(0, life.Days - 8);
        for (var i = LogUniform(random, 50, 1500); i > 0; i--)
            life.FollowOrdinarily(at + 7 * random.Uniform() * random.Uniform(), random, 0.4);
        return life;
    }

    private static FollowLife Newcomer(SeededRandom random)
    {
        var life = new FollowLife("new and growing fast", false, random.Uniform(40, 200));
        var (from, length, rate) = (random.Uniform(0, 10), random.Uniform(15, 60), LogUniform(random, 3, 60));
        for (var n = (int)(rate * length); n > 0; n--)
            life.FollowOrdinarily(from + length * random.Uniform(), random, 0.45);
        return random.Chance(0.3) ? Cleaned(life, random) : life;
    }

    private static FollowLife Cleaned(FollowLife life, SeededRandom random)
    {
        End(life, random, random.Uniform(15, life.Days), random.Uniform(0.1, 0.6), _ => true, random.Uniform(0.02, 3));
        return life;
    }

    private static FollowLife Tidy(SeededRandom random)
    {
        var life = Base("tidies every month", random);
        var share = random.Uniform(0.02, 0.1);
        for (var at = random.Uniform(5, 30); at < life.Days; at += random.Uniform(25, 35))
        {
            var day = at;
            End(life, random, at, share, s => day - s.From > 30, random.Uniform(0.02, 2));
        }

        return life;
    }

    private static FollowLife Base(string kind, SeededRandom random) =>
        new FollowLife(kind, false, random.Uniform(40, 220)).Ordinarily(random, (int)LogUniform(random, 30, 5000), random.Uniform(0, 4));

    /// <summary>Ends a share of what is followed at that moment; how many it were.</summary>
    private static int End(FollowLife life, SeededRandom random, double at, double share, Func<FollowLife.Stretch, bool> which, double spread)
    {
        var ended = 0;
        for (var i = 0; i < life.Stretches.Count; i++)
        {
            var s = life.Stretches[i];
            if (s.From >= at || s.To <= at || !which(s) || !random.Chance(share))
                continue;
            life.Stretches[i] = s with { To = at + random.Uniform(0, spread) };
            ended++;
        }

        return ended;
    }

    private static double LogUniform(SeededRandom random, double low, double high) => low * Math.Pow(high / low, random.Uniform());
}
