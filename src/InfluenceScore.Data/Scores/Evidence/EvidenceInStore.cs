using System.Data.Common;
using InfluenceScore.Scoring;
using Npgsql;

namespace InfluenceScore.Data.Scores.Evidence;

/// <summary>Lets PostgreSQL sum up the interactions of every pair (<see cref="PairEvidenceView"/>) and reads the sums: pairs travel, interactions stay.</summary>
internal static class EvidenceInStore
{
    /// <summary>Makes the views, once a database. In a transaction of its own.</summary>
    /// <exception cref="InfluenceScoreException">The database user may not make views.</exception>
    public static void Prepare(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        try
        {
            Execute(connection, PairEvidenceView.Create);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InfluenceScoreException($"The setting Database__SumInStore wants views in the database, and its user may not make them: {e.MessageText}.", e);
        }
    }

    /// <summary>What every pair's acts, and everybody's posts, weigh at the moment. Takes as long as the server needs; nothing is stored.</summary>
    /// <param name="numberOf">Database id → account number; −1 for accounts that came after the facts were read, which are left out.</param>
    public static SummedEvidence Sum(string connectionString, ScoringOptions options, int accounts, Func<int, int> numberOf, CancellationToken cancellationToken)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        // Rolled back at the end: the moment is seen by this transaction alone, here and on every server that it reaches.
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        SetMoment(connection, options);
        var summed = new SummedEvidence(accounts, options.Model);
        Read(connection, $"""SELECT "AuthorId", "Weight" FROM "{PairEvidenceView.Posts}" """, r =>
        {
            if (numberOf(r.GetInt32(0)) is >= 0 and var author)
                summed.SetPosts(author, r.GetDouble(1));
        }, cancellationToken);
        var columns = string.Join(", ", PairEvidenceView.Columns);
        double[] all = new double[SummedEvidence.Kinds], slow = new double[SummedEvidence.Kinds];
        Read(connection, $"""SELECT "ActorId", "TargetId", "OnlyMentions", "Posts", "SlowPosts", "Loose", "First", "Last", {columns} FROM "{PairEvidenceView.Pairs}" """, r =>
        {
            var (actor, target) = (numberOf(r.GetInt32(0)), numberOf(r.GetInt32(1)));
            if (actor < 0 || target < 0)
                return;
            for (var kind = 1; kind < all.Length; kind++)
                (all[kind], slow[kind]) = (r.GetDouble(7 + kind), r.GetDouble(6 + all.Length + kind));
            summed.Add(actor, target, r.GetBoolean(2), all, slow, r.GetDouble(3), r.GetDouble(4), r.GetDouble(5), r.GetInt64(6), r.GetInt64(7));
        }, cancellationToken);
        transaction.Rollback();
        return summed;
    }

    private static void SetMoment(NpgsqlConnection connection, ScoringOptions options)
    {
        var (rate, floor, span) = options.DecayTerms;
        Execute(connection, $"DELETE FROM \"{PairEvidenceView.Moment}\"");
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO \"{PairEvidenceView.Moment}\" VALUES ($1, $2, $3, $4, $5, $6, $7)";
        foreach (var value in (object[])[options.AsOf, rate, floor, span, options.Model.PauseDays, options.Model.RhythmDays, (long)(options.Model.QuickMinutes * 60_000)])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.ExecuteNonQuery();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Read(NpgsqlConnection connection, string sql, Action<DbDataReader> row, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        using var stop = cancellationToken.Register(command.Cancel);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            row(rows);
    }
}
