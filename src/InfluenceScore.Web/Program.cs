using InfluenceScore.Web.Commands;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);

/// <summary>Named for the tests, which start the program through its entry point.</summary>
public sealed partial class Program;
