import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Log, Result } from 'sarif';
import { Finding } from './finding';
import { clustersInWords } from './report';

const RULES = {
  problem: 'The app does not synthesize, or Kubernetes would refuse what comes out.',
  warning: 'What is valid today, but will not be later, or does other than one may expect.',
  note: 'What was not looked at.',
};

const LEVELS = { problem: 'error', warning: 'warning', note: 'note' } as const;

/** What code reviews show beside the lines: SARIF 2.1.0 (OASIS). */
export function sarifOf(findings: readonly Finding[], version: string, directory: string): Log {
  const folder = relative(rootOf(directory), directory);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'pinterest',
          semanticVersion: version,
          rules: Object.entries(RULES).map(([id, text]) => ({ id, shortDescription: { text } })),
        },
      },
      results: findings.map(finding => resultOf(finding, folder)),
      columnKind: 'utf16CodeUnits',
    }],
  };
}

function resultOf(finding: Finding, folder: string): Result {
  const { severity, path = '', paths = [path], message, place } = finding;
  const where = clustersInWords(finding);
  return {
    ruleId: severity,
    ruleIndex: Object.keys(RULES).indexOf(severity),
    level: LEVELS[severity],
    message: { text: where ? `${message} (${where})` : message },
    locations: [{
      ...(place && {
        physicalLocation: {
          artifactLocation: { uri: uriOf(join(folder, place.file)), uriBaseId: '%SRCROOT%' },
          region: { startLine: place.line, startColumn: place.column },
        },
      }),
      ...(finding.path !== undefined && {
        logicalLocations: paths.map(each => ({ fullyQualifiedName: each || 'app', kind: 'object' })),
      }),
    }],
    partialFingerprints: { 'finding/v1': fingerprint(finding) },
  };
}

function uriOf(file: string): string {
  // Half a character has no place in a URI.
  return Buffer.from(file).toString().split(sep).map(encodeURIComponent).join('/');
}

/** That of the repository, from which code reviews count; the folder itself where it is in none. */
function rootOf(directory: string): string {
  for (let at = directory; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, '.git'))) return at;
  return directory;
}

/** The same for a finding that has only moved to another line. */
function fingerprint({ path, sharedPath = path, field, rule, message }: Finding): string {
  return createHash('sha256').update(JSON.stringify([sharedPath, field, rule ?? message])).digest('hex').slice(0, 32);
}
