using System.Globalization;
using InfluenceScore.Benchmarks.Authenticity;
using InfluenceScore.Benchmarks.Places;

// Measurements and fits that need data outside the repository. One verb a purpose; run from the repository root.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["fit-authenticity", var dataFolder]:
        FitAuthenticity.Run(dataFolder, Path.Combine("src", "InfluenceScore.Scoring", "Authenticity", "AuthenticityCoefficients.cs"));
        return 0;
    case ["build-gazetteer", var cities, var locale]:
        BuildGazetteer.Run(cities, locale, Path.Combine("src", "InfluenceScore.Data", "Places", "gazetteer.tsv.gz"));
        return 0;
    case ["gazetteer", .. var lists]:
        MeasureGazetteer.Run(lists);
        return 0;
    case ["resolve", var file]:
        MeasureGazetteer.Resolve(file);
        return 0;
    default:
        Console.Error.WriteLine("""
            Usage: fit-authenticity DATA_FOLDER            (the folder that holds fakes/ and bots-train/)
                   build-gazetteer CITIES_CSV_GZ LOCALE    (cities5000.csv.gz; usr/share/locale of Debian's libgeonames-common, unpacked)
                   gazetteer LABELLED_CSV...               (load time and memory, a million strings, right and answered on each list)
                   resolve TEXT_FILE                       (one place a line: what it is read as)
            """);
        return 2;
}
