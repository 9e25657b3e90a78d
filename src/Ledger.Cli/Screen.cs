using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ledger.Cli;

/// <summary>Answers go to the output, how far the work is to the error stream, so that an answer can be piped on.</summary>
internal sealed class Screen(TextWriter output, TextWriter error)
{
    private const int WidthOfFiles = 200;

    private readonly IAnsiConsole _out = Console(output), _err = Console(error);

    public TextWriter Output => output;

    public TextWriter Error => error;

    public bool IsInteractive => ReferenceEquals(output, System.Console.Out) && !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected;

    public void Say(string line) => output.WriteLine(line);

    public void Show(Table table) => _out.Write(table.Border(TableBorder.Simple));

    /// <summary>In the place of what stood there, on a terminal; below it anywhere else.</summary>
    public void Redraw(IRenderable sheet)
    {
        if (IsInteractive) _out.Clear();
        _out.Write(sheet);
    }

    public static Table Table(params ReadOnlySpan<string> columns)
    {
        var table = new Table();
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        return table;
    }

    /// <summary>One bar; work that takes no time shows none.</summary>
    public async Task<T> Working<T>(string title, Func<IProgress<(long Done, long Total)>, Task<T>> work)
    {
        T result = default!;
        await _err.Progress().AutoClear(true).HideCompleted(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title));
                // Until somebody says how far it is, it only shows that it goes on.
                task.IsIndeterminate = true;
                result = await work(new Direct(step =>
                {
                    task.IsIndeterminate = false;
                    task.Value(step.Total == 0 ? 0 : 100d * step.Done / step.Total);
                }));
                task.Value(100);
            });
        return result;
    }

    /// <summary>2550 hundredths are 25.5 points; other commodities are whole.</summary>
    public static string Amount(string commodity, long units) => commodity switch
    {
        "points" or "fen" => (units / 100m).ToString("0.##", CultureInfo.InvariantCulture),
        _ => units.ToString(CultureInfo.InvariantCulture),
    };

    private static IAnsiConsole Console(TextWriter writer)
    {
        var isTerminal = (ReferenceEquals(writer, System.Console.Out) && !System.Console.IsOutputRedirected) || (ReferenceEquals(writer, System.Console.Error) && !System.Console.IsErrorRedirected);
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (!isTerminal) (settings.Ansi, settings.ColorSystem, settings.Interactive) = (AnsiSupport.No, ColorSystemSupport.NoColors, InteractionSupport.No);
        var console = AnsiConsole.Create(settings);
        if (!isTerminal) console.Profile.Width = WidthOfFiles;
        return console;
    }

    /// <summary>Reports at once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Direct(Action<(long Done, long Total)> step) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => step(value);
    }
}
