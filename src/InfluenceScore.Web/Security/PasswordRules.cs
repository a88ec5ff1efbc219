using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.Identity;

namespace InfluenceScore.Web.Security;

/// <summary>
/// Refuses what is guessed first: the person's own address and name, the product's name, one character or a run of keys again and again, and the words most used
/// as passwords with something hung on. No list of breached passwords stands here, and none is asked over the network; docs/people.md says so.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    public const int MinLength = 12, MaxLength = 256, MinDifferent = 5;

    /// <summary>At least so many characters must be left where a common word is taken out.</summary>
    private const int LeastBesides = 8;

    /// <summary>Neighbours on a keyboard or in the alphabet, forwards and backwards.</summary>
    private static readonly string[] Runs = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1qaz2wsx3edc4rfv"];

    private static readonly string[] Common =
    [
        "influencescore", "influence", "password", "passwort", "motdepasse", "letmein", "welcome", "changeme", "administrator", "admin", "iloveyou", "sunshine", "princess", "football", "baseball",
        "dragon", "monkey", "master", "shadow", "superman", "trustno1", "secret", "summer", "winter", "spring", "autumn", "monday", "default", "login", "starwars", "whatever", "computer", "internet",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(ProblemOrNull(user, password ?? "") is { } problem ? IdentityResult.Failed(new IdentityError { Code = "Guessable", Description = problem }) : IdentityResult.Success);

    /// <summary>Why that password will not do, or null.</summary>
    internal static string? ProblemOrNull(User user, string password)
    {
        var plain = password.ToLowerInvariant();
        if (password.Length < MinLength)
            return $"A password has at least {MinLength} characters; a few words are easier to keep than signs.";
        if (password.Length > MaxLength)
            return $"A password has at most {MaxLength} characters.";
        if (plain.Distinct().Count() < MinDifferent)
            return $"This password repeats itself: use at least {MinDifferent} different characters.";
        if (OwnWords(user).FirstOrDefault(w => plain.Contains(w, StringComparison.Ordinal)) is not null)
            return "This password holds your name or e-mail address, which is what somebody would try first.";
        if (LongestRun(plain) >= plain.Length - 4)
            return "This password is a run of neighbouring keys or letters, which is what somebody would try first.";
        if (Common.FirstOrDefault(w => plain.Contains(w, StringComparison.Ordinal) && plain.Length - w.Length < LeastBesides) is { } word)
            return $"This password is the word “{word}” with little besides; add another word or two.";
        return null;
    }

    private static IEnumerable<string> OwnWords(User user) =>
        new[] { user.Email?.Split('@')[0], user.Email, user.Name }.OfType<string>().Select(w => w.ToLowerInvariant()).Where(w => w.Length >= 4);

    /// <summary>The longest stretch in which every character is the last one again or its neighbour.</summary>
    private static int LongestRun(string plain)
    {
        var (longest, length) = (1, 1);
        for (var i = 1; i < plain.Length; i++)
        {
            length = plain[i] == plain[i - 1] || AreNeighbours(plain[i - 1], plain[i]) ? length + 1 : 1;
            longest = Math.Max(longest, length);
        }
        return longest;
    }

    private static bool AreNeighbours(char a, char b) => Runs.Any(r => r.Contains($"{a}{b}", StringComparison.Ordinal) || r.Contains($"{b}{a}", StringComparison.Ordinal));
}
