using System.Globalization;
using InfluenceScore.Benchmarks.Authenticity;

// Measurements and fits that need data outside the repository. One verb a purpose; run from the repository root.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["fit-authenticity", var dataFolder]:
        FitAuthenticity.Run(dataFolder, Path.Combine("src", "InfluenceScore.Scoring", "Authenticity", "AuthenticityCoefficients.cs"));
        return 0;
    default:
        Console.Error.WriteLine("Usage: fit-authenticity DATA_FOLDER   (the folder that holds fakes/ and bots-train/)");
        return 2;
}
