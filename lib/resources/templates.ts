import { Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

/** `{{name}}`, or `\{{name}}` for the text itself. Braces around anything but a name are left alone. */
const TEMPLATE = /(\\?)\{\{\s*([A-Za-z]\w*)\s*\}\}/g;

/** Puts values in place of `{{names}}`; an unknown name stays and is reported. */
export function fillTemplate(text: string, values: Map<string, string>, field: string, problems: Problem[]): string {
  return text.replace(TEMPLATE, (whole: string, escape: string, name: string) => {
    if (escape) return whole.slice(1);
    const value = values.get(name);
    if (value !== undefined) return value;
    problems.push({
      field,
      value: whole,
      rule: 'has no value here',
      fix: `${suggest('names', values.keys())} Write \\${whole} for the text itself, `
        + 'or ConfigFile.raw(text) if none of it is to be replaced.',
    });
    return whole;
  });
}

/** The text as a template, of which nothing is replaced. */
export function escapeTemplates(text: string): string {
  return text.replace(TEMPLATE, whole => `\\${whole}`);
}

/** The names that a text uses. */
export function templateNames(text: string): string[] {
  return [...text.matchAll(TEMPLATE)].filter(([, escape]) => !escape).map(([,, name]) => name);
}
