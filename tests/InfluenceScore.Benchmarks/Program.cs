using System.Globalization;
using InfluenceScore.Benchmarks.Authenticity;
using InfluenceScore.Benchmarks.Databases;
using InfluenceScore.Benchmarks.Kernels;
using InfluenceScore.Benchmarks.PagesLoad;
using InfluenceScore.Benchmarks.Places;
using InfluenceScore.Benchmarks.Screenshots;

// Measurements and fits that need data outside the repository, and the databases that loads are measured on. One verb a purpose; run from the repository root.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["fit-authenticity", var dataFolder]:
        FitAuthenticity.Run(dataFolder, Path.Combine("src", "InfluenceScore.Scoring", "Authenticity", "AuthenticityCoefficients.cs"));
        return 0;
    case ["make-database", var file, .. var options] when TownOrNull(options) is { } town:
        await MakeDatabase.RunAsync(file, town);
        return 0;
    case ["make-bundle", var folder, .. var options] when TownOrNull(options) is { } town:
        Directory.CreateDirectory(folder);
        town.WriteTo(folder);
        return 0;
    case ["kernels", var database]:
        await KernelBenchmarks.RunAsync(database);
        return 0;
    case ["rescore", var database]:
        await MeasureRescore.RunAsync(database);
        return 0;
    case ["rescore-stored", var database]:
        await MeasureStoredRescore.RunAsync(database);
        return 0;
    case ["pagerank", var file]:
        MeasurePageRank.Run(file);
        return 0;
    case ["bare-page", var url]:
        await BarePage.RunAsync(url);
        return 0;
    case ["screenshots", var url, var folder]:
        await TakeScreenshots.RunAsync(url, folder, Path.Combine("tests", "InfluenceScore.Benchmarks", "screenshots.txt"));
        return 0;
    case ["build-gazetteer", var cities, var locale]:
        BuildGazetteer.Run(cities, locale, Path.Combine("src", "InfluenceScore.Data", "Places", "gazetteer.tsv.gz"));
        return 0;
    case ["pack-gazetteer"]:
        PackGazetteer.Run(Path.Combine("src", "InfluenceScore.Data", "Places"), File.Create(Path.Combine("src", "InfluenceScore.Data", "Places", "gazetteer.bin")));
        return 0;
    case ["gazetteer", .. var lists]:
        MeasureGazetteer.Run(lists);
        return 0;
    case ["resolve", var file]:
        MeasureGazetteer.Resolve(file);
        return 0;
    default:
        Console.Error.WriteLine("""
            Usage: fit-authenticity DATA_FOLDER   (the folder that holds fakes/ and bots-train/)
                   make-database FILE [--interactions 1000000] [--tracked 1000] [--days 365] [--seed 1]
                   make-bundle FOLDER [the same]   (only its CSV files)
                   kernels DATABASE     (each step of the engine: BenchmarkDotNet)
                   rescore DATABASE     (the newest thousand interactions come in by the hundred: time, and difference to scoring everything)
                   rescore-stored DATABASE (the same through the Ingestor and into the store, as `serve` does it; CHANGES the database)
                   pagerank GRAPH_FILE  (time of a round; writes the graph for peers/pagerank.cc)
                   bare-page URL   (what Kestrel alone can do: /1000 answers 1,000 bytes)
                   screenshots URL FOLDER   (every page of screenshots.txt, four widths, both schemes)
                   build-gazetteer CITIES_CSV_GZ LOCALE    (cities5000.csv.gz; usr/share/locale of Debian's libgeonames-common, unpacked)
                   pack-gazetteer                          (gazetteer.tsv.gz and words.txt, as the program reads them: gazetteer.bin)
                   gazetteer LABELLED_CSV...               (load time and memory, a million strings, right and answered on each list)
                   resolve TEXT_FILE                       (one place a line: what it is read as)
            """);
        return 2;
}

static SkewedTown? TownOrNull(string[] options)
{
    var town = new SkewedTown(1_000_000, 1_000, 365, 1);
    for (var i = 0; i < options.Length; i += 2)
    {
        if (i + 1 == options.Length || !int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;
        switch (options[i])
        {
            case "--interactions": town = town with { Interactions = value }; break;
            case "--tracked": town = town with { Tracked = value }; break;
            case "--days": town = town with { Days = value }; break;
            case "--seed": town = town with { Seed = value }; break;
            default: return null;
        }
    }
    return town;
}
