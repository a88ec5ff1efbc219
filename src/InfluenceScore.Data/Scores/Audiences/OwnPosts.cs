using System.Data.Common;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>A post of the described account with what only the store knows of it.</summary>
internal sealed record OwnPost(int Id, long Time, PostKind Kind, string? Text);

/// <summary>Reads the posts of one account after another, by one prepared statement over the index of authors. Safe for several threads, which take turns.</summary>
internal sealed class OwnPosts : IDisposable
{
    private readonly DbCommand _command;

    public OwnPosts(DbTransaction transaction)
    {
        _command = transaction.Connection!.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText = $"""
            SELECT "Id", "CreatedAt", "Kind", substr("Text", 1, {TopicTerms.LongestText}) FROM "Posts"
            WHERE "AuthorId" = @author AND "CreatedAt" >= @from AND "CreatedAt" < @asOf ORDER BY "CreatedAt", "Id"
            """;
        foreach (var name in (string[])["@author", "@from", "@asOf"])
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            _command.Parameters.Add(parameter);
        }
    }

    /// <summary>Posts from one moment to before another (Unix milliseconds), oldest first.</summary>
    public List<OwnPost> Read(int authorId, long from, long asOf)
    {
        lock (_command)
        {
            (_command.Parameters[0].Value, _command.Parameters[1].Value, _command.Parameters[2].Value) = (authorId, from, asOf);
            var posts = new List<OwnPost>();
            using var reader = _command.ExecuteReader();
            while (reader.Read())
                posts.Add(new OwnPost(reader.GetInt32(0), reader.GetInt64(1), (PostKind)reader.GetByte(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
            return posts;
        }
    }

    public void Dispose() => _command.Dispose();
}
