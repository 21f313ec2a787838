import { escapeTemplates } from './templates';

/** Contents of files of the configuration. */
export class ConfigFile {
  /**
   * A text in which no `{{name}}` is replaced, such as a dashboard that has `{{namespace}}` of its own:
   * `config: { files: { 'dashboard.json': ConfigFile.raw(text) } }`.
   */
  public static raw(text: string): string {
    // What is no text is refused where it is used.
    return typeof text === 'string' ? escapeTemplates(text) : text;
  }

  private constructor() {}
}
