import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classNameOf, Names, packageOf } from './names';

/** In which form a team writes its workloads. */
export const LANGUAGES = ['typescript', 'yaml'] as const;
export type Language = typeof LANGUAGES[number];

const TEMPLATES = join(__dirname, '../../templates');
const SUFFIX = '.template';

/** The files of a new project, by path. */
export function projectFiles(language: Language, names: Names): Map<string, string> {
  const folder = join(TEMPLATES, language);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith(SUFFIX)).sort();
  return new Map(files.filter(file => isWanted(file, names)).map(file => [
    pathOf(file, names), contentOf(file, readFileSync(join(folder, file), 'utf8'), language, names),
  ]));
}

/** A company's platform takes the place of one in the project. */
function isWanted(file: string, { platform }: Names): boolean {
  return platform === undefined || !/^platform[./\\]/.test(file);
}

function pathOf(file: string, { name }: Names): string {
  // npm packs no file of this name.
  return file.slice(0, -SUFFIX.length).replace(/^gitignore$/, '.gitignore').replace('workload', name);
}

function contentOf(file: string, template: string, language: Language, names: Names): string {
  const { name, team, contact, platform } = names;
  const values: Record<string, string> = {
    name,
    team,
    contact,
    Name: classNameOf(name),
    platform: platform === undefined ? './platform' : packageOf(platform).name,
    platformInWords: platformInWords(language, platform),
  };
  const text = template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key]);
  return file === `package.json${SUFFIX}` && platform !== undefined ? withDependency(text, packageOf(platform)) : text;
}

function withDependency(text: string, { name, version }: { readonly name: string; readonly version: string }): string {
  const manifest = JSON.parse(text) as { dependencies: Record<string, string> };
  const all = Object.entries({ ...manifest.dependencies, [name]: version });
  const dependencies = Object.fromEntries(all.sort(([one], [other]) => one < other ? -1 : 1));
  return `${JSON.stringify({ ...manifest, dependencies }, undefined, 2)}\n`;
}

function platformInWords(language: Language, platform: string | undefined): string {
  if (platform !== undefined) {
    return `The clusters are those of \`${packageOf(platform).name}\`, which your infrastructure team publishes.`;
  }
  const place = language === 'yaml' ? 'platform/' : 'platform.ts';
  return `\`${place}\` declares the clusters, until your infrastructure team publishes a platform as a package.`;
}
