/** How text is shown where it goes: colours and a width for a terminal, neither for a file or a pipe. */
export class Style {
  /** That of a file. */
  public static readonly PLAIN = new Style(false, undefined);

  /** Of a stream that may be a terminal. `NO_COLOR` and `TERM=dumb` turn colours off. */
  public static of(stream: { readonly isTTY?: boolean; readonly columns?: number }, env: NodeJS.ProcessEnv): Style {
    const terminal = stream.isTTY === true;
    const colours = terminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
    return new Style(colours, terminal && stream.columns ? stream.columns : undefined);
  }

  private constructor(
    private readonly colours: boolean,
    /** In columns; undefined where lines may have any length. */
    public readonly width: number | undefined,
  ) {}

  public readonly bold = (text: string) => this.coded('1', '22', text);
  public readonly dim = (text: string) => this.coded('2', '22', text);
  public readonly red = (text: string) => this.coded('31', '39', text);
  public readonly green = (text: string) => this.coded('32', '39', text);
  public readonly yellow = (text: string) => this.coded('33', '39', text);
  public readonly cyan = (text: string) => this.coded('36', '39', text);

  /** Breaks a paragraph at the terminal's width. */
  public wrap(text: string, indent = ''): string {
    if (this.width === undefined) return indent + text;
    const room = Math.max(20, this.width) - indent.length;
    const lines: string[] = [];
    for (const word of text.split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines.map(line => indent + line).join('\n');
  }

  private coded(on: string, off: string, text: string): string {
    return this.colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  }
}
