import { loadAll } from 'js-yaml';
import * as YAML from 'yaml';

export interface Reader {
  readonly name: string;
  read(text: string): unknown[];
}

function yamlPackage(version: '1.1' | '1.2'): Reader {
  return {
    name: `YAML ${version} (yaml)`,
    read: text => YAML.parseAllDocuments(text, { version }).map(document => {
      const [complaint] = [...document.errors, ...document.warnings];
      if (complaint) throw complaint;
      return document.toJS();
    }),
  };
}

export const READERS: Reader[] = [
  { name: 'YAML 1.2 (js-yaml)', read: text => loadAll(text) as unknown[] },
  yamlPackage('1.1'),
  yamlPackage('1.2'),
];
