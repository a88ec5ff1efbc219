using System.Collections.Frozen;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>
/// Words of four letters and more that say nothing about a subject, in English, German, French, Spanish, Portuguese, Italian and Dutch, and the furniture of posts.
/// Shorter ones never become topics. Small on purpose: what everybody writes in every post is also ranked low by itself.
/// </summary>
public static class StopWords
{
    private static readonly FrozenSet<string> All = string.Join(' ',
        // posts
        "http https today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday please thanks thank thread link video photo image post tweet retweet follow via",
        "eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty sixty hundred thousand million dozen half month week weeks months days hours minutes",
        // English
        "about above after again against all almost along also although always another anybody anyone anything around asked away back because been before began behind being below better",
        "between both bring bringing brought came cannot come comes coming could couldn't didn't does doesn't doing done don't down during each either else enough even ever every everybody",
        "everyone everything find first five four from full gave gets getting give gives goes going gone good great half hasn't have haven't having hello help here hers herself himself his how",
        "however into it's i've itself just keep kept knew know known last late later least less let's like likes little long look looking looks made make makes making many maybe mean might more most much",
        "must myself near need needs never next nine nobody none nothing often once ones only other others ours ourselves outside over people perhaps quite rather really right said same says",
        "seem seen seven several shall should show shows since some somebody someone something soon still such sure take taken takes taking tell than that that's their theirs them themselves then there",
        "there's these they they're thing things think this those though three through time times together told took towards tried twice under until upon used uses using very want wants was we're well went were",
        "what when where whether which while whom whose will with within without won't wouldn't would year years yes you'll you're your yours yourself",
        // German
        "aber alle allem allen aller alles also andere anderen auch auf beim bereits bitte dabei dafür dagegen damit danach dann daran darauf darf darum dass davon dazu dein deine dem denn deren",
        "dessen dich dies diese diesem diesen dieser dieses dir doch dort durch eben eine einem einen einer eines einfach einmal endlich etwas euch euer eure fast für ganz gegen gehen geht gern gerne",
        "gibt hast hatte hatten haben heute hier hinter ihre ihrem ihren ihrer immer jede jedem jeden jeder jedes jetzt kann kein keine keinen können könnte lang lange machen macht mal mehr mein meine",
        "meinem meinen meiner mich morgen muss müssen nach nicht nichts noch nun oder ohne schon sehr seid sein seine seinem seinen seiner seit sich sind soll sollte sondern sonst über unser unsere unter",
        "viel viele vielleicht vom von vor wann war waren warum was weil welche wenn werden wieder will wird wirklich wurde wurden zum zur zwar zwei zwischen",
        // French
        "alors après aussi autre autres avant avec avez avoir avons bien cela celle celui cette ceux chaque chez comme comment contre dans depuis deux dire donc dont elle elles encore entre est était êtes",
        "être eux faire fait faut grand ici ils jamais jour leur leurs lors mais même mêmes mieux moins notre nous parce pas pendant peut peuvent plus pour pourquoi près quand que quel quelle quelques quoi sans",
        "sera ses seulement sommes sont sous sur tous tout toute toutes très trop une vers veut voici voilà votre vous",
        // Spanish, Portuguese
        "ahora algo algunos antes aquí así aunque bajo cada casi como con cosas cual cuando cuanto debe desde después donde dos durante ella ellas ellos entonces entre esa esas ese eso esos esta está están",
        "estas este esto estos fue fueron gran había hace hacer hasta hay hoy mientras mismo mucho muchos muy nada nosotros nuestra nuestro otra otras otro otros para pero poco porque pueden puede puesto quien sea",
        "según ser siempre sido sin sobre solo sólo somos también tanto tener tiene tienen todo todos todas unos usted vamos veces",
        "agora ainda algum alguma alguns antes aqui assim até bem coisa coisas com dela dele depois desde dessa desse deste essa esse essas esses esta estão estava este eles elas foram havia hoje isso isto",
        "maior mais mas mesmo meu minha muito muitos nada nem nesta neste nossa nosso onde outra outro outros pela pelo pelos pode porque qual quando quem sempre seus suas também tanto tem têm teve todas toda toda todos você vocês",
        // Italian, Dutch
        "alla alle allo anche ancora avere aveva bene che chi ciao come così cosa dalla dalle degli della delle dello dentro dopo dove essere fare fatto gli hanno invece loro mai meno mentre molto nella nelle nello noi nostra nostro",
        "ogni oggi oppure perché però più poco poi prima proprio quale quando quanto quella quelle quelli quello questa queste questi questo sempre senza siamo sono sopra sotto stata stato sulla tanto tutti tutto una vostra",
        "aan alleen alles altijd andere ben bij daar daarom dan dat deze die dit doen door echt een eens geen gewoon goed had hebben heeft heel hem het hier hoe hun iedereen iets jaar jouw jullie kan komen komt kunnen maak maar maken meer men",
        "met mijn moet moeten naar niet niets nog omdat onder ons onze ook over veel vandaag van voor waar waarom wanneer wat weer weet wel welke werd willen wordt worden zeer zelf zich zien zijn zonder zou zullen")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <param name="word">In lower case, with straight apostrophes.</param>
    public static bool Contains(ReadOnlySpan<char> word) => BySpan.Contains(word);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = All.GetAlternateLookup<ReadOnlySpan<char>>();
}
